package io.sealbridge.sync.cli;

import io.sealbridge.commandline.Table;
import io.sealbridge.sync.status.ClusterStatus;
import io.sealbridge.sync.status.Dependents;
import io.sealbridge.sync.status.KeyStatus;
import io.sealbridge.sync.status.NodeStatus;
import io.sealbridge.sync.status.ReplicaStatus;
import io.sealbridge.sync.status.Situation;
import io.sealbridge.sync.status.StoredKeys;
import io.sealbridge.sync.status.Verdict;
import io.sealbridge.sync.status.VersionUse;
import io.sealbridge.vault.NodeState;
import io.sealbridge.vault.VaultProduct;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A situation for a person. */
final class StatusText {
  private static final String NOTHING = "-";

  private StatusText() {}

  static String of(Situation situation) {
    List<String> notes = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    text.append(nodes(situation, notes)).append('\n').append(replicas(situation, notes));
    text.append("\nWhat needs each version\n");
    for (KeyStatus key : situation.keys()) {
      for (int version : key.versions()) {
        text.append(
            "  %s v%d: %s%n".formatted(key.name(), version, needs(situation, key, version)));
      }
    }
    text.append('\n');
    notes.forEach(note -> text.append(note).append('\n'));
    situation
        .clusters()
        .forEach(cluster -> text.append(verdict(cluster, situation.verdict(cluster))));
    return text.toString();
  }

  private static Table nodes(Situation situation, List<String> notes) {
    Table table =
        new Table("CLUSTER", "NODE", "ROLE", "PRODUCT", "SEAL", "ROOT KEY", "RECOVERY KEY");
    for (ClusterStatus cluster : situation.clusters()) {
      for (NodeStatus node : cluster.nodes()) {
        switch (node) {
          case NodeStatus.Unreached unreached -> {
            table.row(
                cluster.name(),
                node.address().toString(),
                node.role(),
                NOTHING,
                NOTHING,
                NOTHING,
                NOTHING);
            notes.add(cluster.name() + ": " + unreached.why());
          }
          case NodeStatus.Reached reached ->
              table.row(
                  cluster.name(),
                  node.address().toString(),
                  node.role(),
                  product(reached.state().product()),
                  seal(reached.state()),
                  stored(cluster, reached, true),
                  stored(cluster, reached, false));
        }
      }
    }
    return table;
  }

  private static String product(VaultProduct product) {
    return switch (product) {
      case VaultProduct.OpenBao openBao -> "OpenBao " + openBao.version();
      case VaultProduct.Vault vault -> "Vault " + vault.version();
    };
  }

  private static String seal(NodeState state) {
    return state.sealType() + (state.migrating() ? ", migrating" : "");
  }

  /** Nodes of raft have the same data, once they are unsealed and follow. */
  private static String stored(ClusterStatus cluster, NodeStatus.Reached node, boolean root) {
    if (node.state().sealed()) {
      return NOTHING;
    }
    return switch (cluster.stored()) {
      case StoredKeys.NotRead _ -> "unknown";
      case StoredKeys.Read read ->
          (root ? read.keys().rootKey() : read.keys().recoveryKey()).text();
    };
  }

  private static Table replicas(Situation situation, List<String> notes) {
    Table table =
        new Table("KEY", "BRIDGE", "VERSION", "MADE", "LAST UNWRAP", "LAST WRAP", "KNOWN SINCE");
    for (KeyStatus key : situation.keys()) {
      for (ReplicaStatus replica : key.replicas()) {
        switch (replica) {
          case ReplicaStatus.Unreached unreached -> {
            table.row(
                key.name(),
                replica.address().toString(),
                "unreachable",
                NOTHING,
                NOTHING,
                NOTHING,
                NOTHING);
            notes.add(replica.address() + ": " + unreached.why());
          }
          case ReplicaStatus.Reached reached ->
              reached
                  .versions()
                  .forEach(
                      (version, known) ->
                          table.row(
                              key.name(),
                              replica.address().toString(),
                              "v" + version,
                              known.made().map(Object::toString).orElse(NOTHING),
                              use(known.unwrap()),
                              use(known.wrap()),
                              reached.since().truncatedTo(ChronoUnit.SECONDS).toString()));
        }
      }
    }
    return table;
  }

  private static String use(Optional<VersionUse> use) {
    return use.map(last -> last.at().truncatedTo(ChronoUnit.SECONDS) + " " + last.identity())
        .orElse(NOTHING);
  }

  private static String needs(Situation situation, KeyStatus key, int version) {
    List<String> needs = Dependents.of(situation, key, version);
    return needs.isEmpty() ? "nothing that is known" : String.join("; ", needs);
  }

  private static String verdict(ClusterStatus cluster, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Newest newest ->
          "%s: on the newest version, v%d%n".formatted(cluster.name(), newest.version());
      case Verdict.Behind behind ->
          "%s: NOT on the newest version: %s%n"
              .formatted(cluster.name(), String.join("; ", behind.what()));
      case Verdict.Unknown unknown ->
          "%s: not known: %s%n".formatted(cluster.name(), unknown.why());
    };
  }
}
