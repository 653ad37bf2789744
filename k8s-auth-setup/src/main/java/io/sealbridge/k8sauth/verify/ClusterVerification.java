package io.sealbridge.k8sauth.verify;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.access.Setup;
import io.sealbridge.k8sauth.kubernetes.ClusterApi;
import io.sealbridge.k8sauth.kubernetes.ClusterException;
import io.sealbridge.k8sauth.vault.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether Vault can check the tokens of a cluster, now and for good. */
final class ClusterVerification {
  /** With client-token each account needs the right; some stand for all. */
  private static final int MOST_CLIENTS = 50;

  private final AccessDescription description;
  private final ClusterSection cluster;
  private final List<RoleTarget> targets;
  private final Expected expected;
  private final ClusterApi api;

  ClusterVerification(
      AccessDescription description,
      ClusterSection cluster,
      List<RoleTarget> targets,
      Expected expected,
      ClusterApi api) {
    this.description = description;
    this.cluster = cluster;
    this.targets = targets;
    this.expected = expected;
    this.api = api;
  }

  Checked run() {
    Setup setup = description.setup(cluster);
    List<Check> checks = new ArrayList<>();
    checks.add(expected.check("auth-method", new Place.AuthMethod(cluster.mount())));
    checks.add(expected.check("config", new Place.AuthConfig(cluster.mount())));
    checks.addAll(expected.objects(cluster.name()));
    checks.addAll(
        switch (setup) {
          case OWN_TOKEN -> ownToken();
          case CLIENT_TOKEN -> clientToken();
          case REVIEWER_TOKEN, AUTO -> reviewerToken();
          case OIDC_DISCOVERY -> discovery();
          case PINNED_KEYS -> List.of();
        });
    return new Checked(
        new Subject.OfCluster(cluster.name(), cluster.mount(), setup.word()), checks);
  }

  private List<Check> ownToken() {
    Account vault =
        new Account(description.vault().podNamespace(), description.vault().podServiceAccount());
    List<Check> checks = new ArrayList<>();
    if (config().map(SeenConfig::reviewerSet).orElse(false)) {
      checks.add(
          Check.finding(
              "reviewer-token",
              "Vault should ask with its own pod's token, but was given a token_reviewer_jwt, and uses that: if it is that of a pod, every login fails once that pod is gone; run apply, which removes it"));
    }
    checks.add(mayReview(vault, "Vault's own ServiceAccount"));
    return checks;
  }

  private List<Check> clientToken() {
    List<Check> checks = new ArrayList<>();
    if (config().map(SeenConfig::reviewerSet).orElse(false)) {
      checks.add(
          Check.finding(
              "reviewer-token",
              "Vault should ask with the pod's token, but was given a token_reviewer_jwt, and uses that; run apply, which removes it"));
    }
    clients()
        .limit(MOST_CLIENTS)
        .map(account -> mayReview(account, "ServiceAccount"))
        .forEach(checks::add);
    long more = clients().count() - MOST_CLIENTS;
    if (more > 0) {
      checks.add(
          Check.notTried("may-review", "the rights of " + more + " more accounts were not asked"));
    }
    return checks;
  }

  private Stream<Account> clients() {
    return targets.stream().flatMap(target -> target.accounts().stream()).distinct();
  }

  private List<Check> reviewerToken() {
    Account reviewer = new Account(cluster.reviewerNamespace(), cluster.reviewerServiceAccount());
    List<Check> checks = new ArrayList<>();
    if (!config().map(SeenConfig::reviewerSet).orElse(false)) {
      checks.add(
          Check.finding(
              "reviewer-token",
              "Vault has no token_reviewer_jwt, and asks the API server with the pod's token instead, which may not review; run apply, which gives it the reviewer's"));
    }
    checks.addAll(new ReviewerSecret(cluster, api).check());
    checks.add(mayReview(reviewer, "the reviewer"));
    return checks;
  }

  private List<Check> discovery() {
    return config().filter(config -> !config.discovery().isEmpty()).map(DiscoveryCheck::of).stream()
        .toList();
  }

  private Optional<SeenConfig> config() {
    return expected.config(cluster.mount());
  }

  private Check mayReview(Account account, String who) {
    String name = who + " " + account;
    try {
      return api.permissions().mayReview(account.namespace(), account.name())
          ? Check.ok("may-review", name + " may make TokenReviews")
          : Check.finding(
              "may-review",
              "%s may not make TokenReviews, so that every login by it is refused: bind it to a ClusterRole that may create tokenreviews.authentication.k8s.io; apply does so, unless the file says manageObjects: false"
                  .formatted(name));
    } catch (ClusterException e) {
      return Check.failed("may-review", String.valueOf(e.getMessage()));
    }
  }
}
