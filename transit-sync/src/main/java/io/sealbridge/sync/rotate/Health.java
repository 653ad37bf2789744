package io.sealbridge.sync.rotate;

import io.sealbridge.sync.status.NodeStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the active node of a cluster may step down: another has to be able to take over. */
final class Health {
  private Health() {}

  /** What stands against it, in words; empty if nothing does. */
  static List<String> faults(List<NodeStatus> nodes) {
    List<String> faults = new ArrayList<>();
    for (NodeStatus node : nodes) {
      fault(node).ifPresent(faults::add);
    }
    long active = nodes.stream().filter(NodeStatus::isActive).count();
    if (active != 1) {
      faults.add(active == 0 ? "no node is active" : active + " nodes say that they are active");
    }
    if (nodes.size() < 2) {
      faults.add("the file names one node only, and nobody could take over from it");
    }
    return List.copyOf(faults);
  }

  private static Optional<String> fault(NodeStatus node) {
    return switch (node) {
      case NodeStatus.Unreached unreached ->
          Optional.of(node.address() + " was not reached: " + unreached.why());
      case NodeStatus.Reached reached when !reached.state().initialised() ->
          Optional.of(node.address() + " is not initialised");
      case NodeStatus.Reached reached when reached.state().sealed() ->
          Optional.of(node.address() + " is sealed");
      case NodeStatus.Reached reached when reached.state().migrating() ->
          Optional.of(node.address() + " is changing its seal");
      case NodeStatus.Reached reached when reached.state().leader().isEmpty() ->
          Optional.of(node.address() + " knows of no active node");
      case NodeStatus.Reached _ -> Optional.empty();
    };
  }
}
