package io.sealbridge.sync.rotate;

import io.sealbridge.commandline.CommandException;
import io.sealbridge.sync.file.BridgeSection;
import io.sealbridge.sync.file.ClusterSection;
import io.sealbridge.sync.file.SyncDescription;
import io.sealbridge.sync.status.ClusterReading;
import io.sealbridge.sync.status.ClusterStatus;
import io.sealbridge.sync.status.KeyStatus;
import io.sealbridge.sync.status.Login;
import io.sealbridge.sync.status.NodeStatus;
import io.sealbridge.sync.status.SituationReading;
import io.sealbridge.sync.status.Verdict;
import io.sealbridge.vault.VaultApi;
import io.sealbridge.vault.VaultException;
import io.sealbridge.vault.VaultFault;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Does what a plan says, one step after the other. Before each step it looks again, so that it may
 * be ended at any moment and run again, and that a second one beside it does no harm: at worst a
 * cluster has one more change of its active node, or a key one more version, and each change of an
 * active node begins with a standby that is well.
 */
public final class Rotation {
  private static final Duration ELECTION = Duration.ofSeconds(20);

  private final SyncDescription description;
  private final Patience patience;
  private final Consumer<String> progress;

  public Rotation(SyncDescription description, Patience patience, Consumer<String> progress) {
    this.description = description;
    this.patience = patience;
    this.progress = progress;
  }

  /**
   * Waits a little for clusters that are choosing an active node, as after a run that was ended in
   * the middle. What is not well then shows in what is planned.
   */
  public void settle() {
    Duration limit = patience.limit().compareTo(ELECTION) < 0 ? patience.limit() : ELECTION;
    Patience little = new Patience(limit, patience.pause());
    for (ClusterSection cluster : description.clusters()) {
      if (well(little, cluster).isEmpty()) {
        return;
      }
    }
  }

  /**
   * Makes the version if the plan says so, waits for every bridge, and moves the clusters.
   *
   * @throws CommandException if a step is not safe or did not do what it is for; what was done
   *     stays and is gone on from
   */
  public void run(KeyPlan plan) {
    if (plan.isNew() && newest(plan.key()) < plan.target()) {
      make(plan);
    }
    await(plan);
    for (ClusterSection cluster : description.clusters()) {
      if (plan.moves().contains(cluster.name())) {
        move(cluster);
      }
    }
  }

  private int newest(String key) {
    return SituationReading.key(description, key)
        .newest()
        .orElseThrow(() -> new CommandException("no bridge answers any more"));
  }

  /** Asks one bridge after the other: one of them is the writer, the others refuse and name it. */
  private void make(KeyPlan plan) {
    BridgeSection bridge = description.bridge();
    List<String> refusals = new ArrayList<>();
    for (URI node : bridge.nodes()) {
      try (VaultApi api = Login.at(bridge, node)) {
        api.write(bridge.mount() + "/keys/" + plan.key() + "/rotate", Map.of());
        progress.accept("%s made version %d of %s".formatted(node, plan.target(), plan.key()));
        return;
      } catch (VaultException e) {
        if (!(e.fault() instanceof VaultFault.Refused refused) || refused.status() != 503) {
          throw e;
        }
        refusals.add(node + ": " + e.getMessage());
      }
    }
    throw new CommandException(
        "no bridge makes version %d of %s:%n  %s"
            .formatted(plan.target(), plan.key(), String.join("\n  ", refusals)));
  }

  private void await(KeyPlan plan) {
    Optional<KeyStatus> known =
        patience.await(
            () ->
                Optional.of(SituationReading.key(description, plan.key()))
                    .filter(key -> everyBridgeHas(key, plan.target())));
    if (known.isEmpty()) {
      throw new CommandException(
          "not every bridge has version %d of %s after %d s; see with status which one, and run this again"
              .formatted(plan.target(), plan.key(), patience.limit().toSeconds()));
    }
    progress.accept("every bridge has version %d of %s".formatted(plan.target(), plan.key()));
  }

  private static boolean everyBridgeHas(KeyStatus key, int version) {
    return key.reached().size() == key.replicas().size()
        && key.reached().stream().allMatch(replica -> replica.latest() >= version);
  }

  private void move(ClusterSection section) {
    awaitHealth(section);
    ClusterStatus cluster = ClusterReading.read(section);
    Verdict verdict = verdict(cluster);
    switch (verdict) {
      case Verdict.Newest newest ->
          progress.accept("%s is on version %d".formatted(section.name(), newest.version()));
      case Verdict.Behind _ -> {
        stepDown(section, cluster);
        awaitHealth(section);
        awaitWrapped(section);
      }
      case Verdict.Unknown unknown ->
          throw new CommandException(section.name() + ": " + unknown.why());
    }
  }

  private Verdict verdict(ClusterStatus cluster) {
    return Verdict.of(cluster, SituationReading.key(description, cluster.key()));
  }

  private void stepDown(ClusterSection section, ClusterStatus cluster) {
    List<String> faults = Health.faults(cluster.nodes());
    if (!faults.isEmpty()) {
      throw unwell(section, faults);
    }
    NodeStatus active = cluster.active().orElseThrow();
    progress.accept("%s: stepping down %s".formatted(section.name(), active.address()));
    try (VaultApi api = Login.at(section, active.address())) {
      api.write("sys/step-down", Map.of());
    }
  }

  private void awaitHealth(ClusterSection section) {
    Optional<List<NodeStatus>> well = well(patience, section);
    if (well.isEmpty()) {
      throw unwell(section, Health.faults(ClusterReading.nodes(section)));
    }
    progress.accept(
        "%s: every node is well, %s is active"
            .formatted(
                section.name(),
                well.get().stream()
                    .filter(NodeStatus::isActive)
                    .findFirst()
                    .map(node -> node.address().toString())
                    .orElse("none")));
  }

  private static Optional<List<NodeStatus>> well(Patience patience, ClusterSection section) {
    return patience.await(
        () ->
            Optional.of(ClusterReading.nodes(section))
                .filter(nodes -> Health.faults(nodes).isEmpty()));
  }

  private static CommandException unwell(ClusterSection section, List<String> faults) {
    return new CommandException(
        "%s is not well, so no further node is asked to step down: %s. Repair that, and run this again; it goes on from here."
            .formatted(section.name(), String.join("; ", faults)));
  }

  private void awaitWrapped(ClusterSection section) {
    Optional<Verdict.Newest> newest =
        patience.await(
            () ->
                verdict(ClusterReading.read(section)) instanceof Verdict.Newest found
                    ? Optional.of(found)
                    : Optional.<Verdict.Newest>empty());
    progress.accept(
        "%s is on version %d"
            .formatted(
                section.name(),
                newest
                    .orElseThrow(
                        () ->
                            new CommandException(
                                "%s has another active node, but %s. Its log says why: look for \"failed to upgrade\" there."
                                    .formatted(section.name(), words(section))))
                    .version()));
  }

  private String words(ClusterSection section) {
    return switch (verdict(ClusterReading.read(section))) {
      case Verdict.Newest _ -> "moved only just now; run this again";
      case Verdict.Behind behind -> String.join("; ", behind.what());
      case Verdict.Unknown unknown -> unknown.why();
    };
  }
}
