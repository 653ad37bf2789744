package io.sealbridge.sync.rotate;

import io.sealbridge.commandline.CommandException;
import io.sealbridge.sync.status.ClusterStatus;
import io.sealbridge.sync.status.KeyStatus;
import io.sealbridge.sync.status.ReplicaStatus;
import io.sealbridge.sync.status.Situation;
import io.sealbridge.sync.status.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Decides what is to be done. A version that some cluster is not on yet is a rotation that was
 * begun: it is gone on with, and no other version is made.
 */
public final class Planner {
  private Planner() {}

  /**
   * The plan for each key.
   *
   * @param to the version that there is to be; made only if it is the next one
   * @throws CommandException if something is in the way, with all that is
   */
  public static List<KeyPlan> plan(Situation situation, OptionalInt to) {
    List<String> faults = new ArrayList<>();
    List<KeyPlan> plans = new ArrayList<>();
    for (KeyStatus key : situation.keys()) {
      bridges(key, faults);
      List<String> behind = new ArrayList<>();
      for (ClusterStatus cluster : situation.clusters()) {
        if (cluster.key().equals(key.name())) {
          look(cluster, situation.verdict(cluster), behind, faults);
        }
      }
      key.newest().ifPresent(newest -> plans.add(plan(situation, key, newest, to, behind, faults)));
    }
    if (!faults.isEmpty()) {
      throw new CommandException("nothing was changed: " + String.join("\n  ", faults));
    }
    return List.copyOf(plans);
  }

  private static void bridges(KeyStatus key, List<String> faults) {
    for (ReplicaStatus replica : key.replicas()) {
      if (replica instanceof ReplicaStatus.Unreached unreached) {
        faults.add("bridge " + replica.address() + ": " + unreached.why());
      }
    }
  }

  private static void look(
      ClusterStatus cluster, Verdict verdict, List<String> behind, List<String> faults) {
    Health.faults(cluster.nodes()).forEach(fault -> faults.add(cluster.name() + ": " + fault));
    switch (verdict) {
      case Verdict.Newest _ -> {}
      case Verdict.Behind late -> {
        behind.add(cluster.name());
        if (late.isStuck()) {
          faults.add(cluster.name() + ": " + String.join("; ", late.what()));
        }
      }
      case Verdict.Unknown unknown -> faults.add(cluster.name() + ": " + unknown.why());
    }
  }

  private static KeyPlan plan(
      Situation situation,
      KeyStatus key,
      int newest,
      OptionalInt to,
      List<String> behind,
      List<String> faults) {
    if (to.isPresent() && (to.getAsInt() > newest + 1 || to.getAsInt() < newest)) {
      faults.add(
          "--to %d: the newest version of %s is %d; give that or the next"
              .formatted(to.getAsInt(), key.name(), newest));
    }
    boolean isNew = to.isPresent() ? to.getAsInt() > newest : behind.isEmpty();
    List<String> all =
        situation.clusters().stream()
            .filter(cluster -> cluster.key().equals(key.name()))
            .map(ClusterStatus::name)
            .toList();
    return new KeyPlan(key.name(), isNew ? newest + 1 : newest, isNew, isNew ? all : behind);
  }
}
