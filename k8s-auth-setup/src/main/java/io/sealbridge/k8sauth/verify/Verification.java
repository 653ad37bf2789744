package io.sealbridge.k8sauth.verify;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.apply.ClusterConnections;
import io.sealbridge.k8sauth.apply.Situation;
import io.sealbridge.k8sauth.kubernetes.ClusterApi;
import io.sealbridge.vault.Parallel;
import io.sealbridge.vault.Progress;
import io.sealbridge.vault.VaultApi;
import io.sealbridge.vault.VaultLogins;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Tries everything that a description of access promises. Writes nothing but the logins that it
 * tries, and revokes their tokens; Vault keeps an identity for each account that has logged in.
 */
public final class Verification {
  /** Each login makes Vault ask the API server: a few at a time is fast and harms nobody. */
  private static final int AT_A_TIME = 8;

  private final AccessDescription description;
  private final Expected expected;
  private final ClusterConnections clusters;
  private final LoginTrials logins;

  /**
   * Verifies what {@code situation} has.
   *
   * @param clusters those of the file
   * @param logins where pods log in
   * @param vault as this tool's own user
   */
  public Verification(
      AccessDescription description,
      Situation situation,
      ClusterConnections clusters,
      VaultLogins logins,
      VaultApi vault) {
    this.description = description;
    this.expected = new Expected(situation, situation.plan(false));
    this.clusters = clusters;
    this.logins = new LoginTrials(logins, vault);
  }

  /**
   * Makes all checks of the roles that {@code chosen} takes, and of their clusters.
   *
   * @throws io.sealbridge.vault.VaultException if Vault cannot be asked any more
   */
  public Report run(Predicate<String> chosen, Progress progress) {
    List<RoleTarget> targets =
        RoleTarget.of(description).stream()
            .filter(target -> chosen.test(target.role().name()))
            .toList();
    List<ClusterSection> used = targets.stream().map(RoleTarget::cluster).distinct().toList();
    List<Checked> all =
        new ArrayList<>(used.stream().map(cluster -> verify(cluster, targets)).toList());
    AtomicInteger done = new AtomicInteger();
    all.addAll(
        Parallel.map(
            targets,
            AT_A_TIME,
            target -> {
              Checked checked = verify(target);
              progress.at(done.incrementAndGet(), targets.size());
              return checked;
            }));
    return new Report(all);
  }

  private Checked verify(ClusterSection cluster, List<RoleTarget> targets) {
    return new ClusterVerification(
            description,
            cluster,
            targets.stream().filter(target -> target.cluster().equals(cluster)).toList(),
            expected,
            api(cluster))
        .run();
  }

  private Checked verify(RoleTarget target) {
    return new RoleVerification(description, target, expected, api(target.cluster()), logins).run();
  }

  private ClusterApi api(ClusterSection cluster) {
    return clusters.to(cluster);
  }
}
