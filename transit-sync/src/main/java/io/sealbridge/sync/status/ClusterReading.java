package io.sealbridge.sync.status;

import io.sealbridge.sync.file.ClusterSection;
import io.sealbridge.sync.snapshot.SnapshotReader;
import io.sealbridge.sync.snapshot.UnknownSnapshotException;
import io.sealbridge.vault.NodeState;
import io.sealbridge.vault.Parallel;
import io.sealbridge.vault.VaultApi;
import io.sealbridge.vault.VaultException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Asks the nodes of one cluster, and reads a snapshot of the one that is active. */
public final class ClusterReading {
  private static final int AT_ONCE = 16;

  private ClusterReading() {}

  /** Never throws what a node is to blame for. */
  public static ClusterStatus read(ClusterSection cluster) {
    List<NodeStatus> nodes = nodes(cluster);
    return new ClusterStatus(cluster.name(), cluster.key(), nodes, stored(cluster, nodes));
  }

  /** What each node says of itself, without a login and without a snapshot. */
  public static List<NodeStatus> nodes(ClusterSection cluster) {
    return Parallel.map(cluster.nodes(), AT_ONCE, address -> node(cluster, address));
  }

  private static NodeStatus node(ClusterSection cluster, URI address) {
    try (VaultApi api = Login.anonymous(cluster, address)) {
      return new NodeStatus.Reached(address, api.state());
    } catch (VaultException e) {
      return new NodeStatus.Unreached(address, String.valueOf(e.getMessage()));
    }
  }

  private static StoredKeys stored(ClusterSection cluster, List<NodeStatus> nodes) {
    Optional<NodeStatus> active = nodes.stream().filter(NodeStatus::isActive).findFirst();
    if (active.isEmpty()) {
      return new StoredKeys.NotRead(noneActive(nodes));
    }
    return switch (active.get()) {
      case NodeStatus.Unreached unreached -> new StoredKeys.NotRead(unreached.why());
      case NodeStatus.Reached reached -> stored(cluster, reached.address(), reached.state());
    };
  }

  private static StoredKeys stored(ClusterSection cluster, URI active, NodeState state) {
    if (!state.sealType().equals("transit")) {
      return new StoredKeys.NotRead(
          "its seal is %s, not transit: no bridge holds its root key".formatted(state.sealType()));
    }
    if (!state.storageType().equals("raft")) {
      return new StoredKeys.NotRead(
          "its storage is %s, and only raft gives a snapshot; what the bridges saw is below"
              .formatted(state.storageType()));
    }
    try (VaultApi api = Login.at(cluster, active)) {
      return new StoredKeys.Read(api.stream("sys/storage/raft/snapshot", SnapshotReader::read));
    } catch (VaultException e) {
      return new StoredKeys.NotRead(String.valueOf(e.getMessage()));
    } catch (UnknownSnapshotException e) {
      return new StoredKeys.NotRead(
          "the snapshot of %s is not as this version knows it: %s"
              .formatted(active, e.getMessage()));
    }
  }

  private static String noneActive(List<NodeStatus> nodes) {
    return nodes.stream()
        .flatMap(
            node ->
                node instanceof NodeStatus.Reached reached
                    ? reached.state().leader().stream()
                    : Optional.<String>empty().stream())
        .findFirst()
        .map(
            leader ->
                "none of the nodes in the file is active, but they name %s: add that address to the file"
                    .formatted(leader))
        .orElse("no node of it is active");
  }
}
