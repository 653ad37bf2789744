package io.sealbridge.sync.status;

import java.util.List;
import java.util.Optional;

/**
 * One cluster.
 *
 * @param key its seal key on the bridges
 */
public record ClusterStatus(String name, String key, List<NodeStatus> nodes, StoredKeys stored) {
  public ClusterStatus {
    nodes = List.copyOf(nodes);
  }

  /** The node that serves, if one does. */
  public Optional<NodeStatus> active() {
    return nodes.stream().filter(NodeStatus::isActive).findFirst();
  }
}
