package io.sealbridge.sync.rotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.commandline.CommandException;
import io.sealbridge.sync.snapshot.SealedKeys;
import io.sealbridge.sync.snapshot.StoredBlob;
import io.sealbridge.sync.status.ClusterStatus;
import io.sealbridge.sync.status.KeyStatus;
import io.sealbridge.sync.status.NodeStatus;
import io.sealbridge.sync.status.Nodes;
import io.sealbridge.sync.status.ReplicaStatus;
import io.sealbridge.sync.status.Situation;
import io.sealbridge.sync.status.StoredKeys;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final URI BRIDGE = URI.create("https://bridge-1.example:8210");
  private static final NodeStatus ACTIVE = Nodes.active("https://vault-0.example:8200");
  private static final NodeStatus STANDBY =
      Nodes.node("https://vault-1.example:8200", false, false);
  private static final NodeStatus SEALED = Nodes.node("https://vault-2.example:8200", true, false);
  private static final StoredBlob V1 = new StoredBlob.Sealed(1);
  private static final StoredBlob V2 = new StoredBlob.Sealed(2);

  @Test
  void makesAVersionWhereEveryClusterIsOnTheNewest() {
    Situation situation = situation(known(2), cluster("west", V2, V2), cluster("east", V2, V2));

    assertThat(Planner.plan(situation, OptionalInt.empty()))
        .containsExactly(new KeyPlan("root", 3, true, List.of("west", "east")));
    assertThat(Planner.plan(situation, OptionalInt.of(2)))
        .containsExactly(new KeyPlan("root", 2, false, List.of()));
  }

  @Test
  void goesOnWithWhatWasBegunAndMakesNoOther() {
    Situation situation = situation(known(2), cluster("west", V2, V2), cluster("east", V1, V1));

    assertThat(Planner.plan(situation, OptionalInt.empty()))
        .containsExactly(new KeyPlan("root", 2, false, List.of("east")));
  }

  @Test
  void makesNoVersionBeyondTheNext() {
    assertThatThrownBy(
            () -> Planner.plan(situation(known(1), cluster("west", V1, V1)), OptionalInt.of(3)))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("--to 3: the newest version of root is 1; give that or the next");
  }

  @Test
  void refusesWhereNobodyCouldTakeOver() {
    assertThatThrownBy(() -> plan(nodes(ACTIVE)))
        .hasMessageContaining("west: the file names one node only");
    assertThatThrownBy(() -> plan(nodes(ACTIVE, SEALED)))
        .hasMessageContaining("west: https://vault-2.example:8200 is sealed");
    assertThatThrownBy(() -> plan(nodes(STANDBY, STANDBY)))
        .hasMessageContaining("west: no node is active");
    assertThatThrownBy(
            () -> plan(nodes(ACTIVE, new NodeStatus.Unreached(BRIDGE, "nobody is there"))))
        .hasMessageContaining("was not reached: nobody is there");
  }

  @Test
  void refusesWithoutEveryBridge() {
    ReplicaStatus gone = new ReplicaStatus.Unreached(BRIDGE, "nobody is there");

    assertThatThrownBy(
            () -> Planner.plan(situation(gone, cluster("west", V1, V1)), OptionalInt.empty()))
        .hasMessageStartingWith("nothing was changed: ")
        .hasMessageContaining("bridge " + BRIDGE + ": nobody is there");
  }

  @Test
  void refusesToStepDownWhereThatWouldChangeNothing() {
    assertThatThrownBy(
            () ->
                Planner.plan(
                    situation(known(2), cluster("west", V1, new StoredBlob.Absent())),
                    OptionalInt.empty()))
        .hasMessageContaining("without one OpenBao never wraps the root key again");
  }

  private static List<KeyPlan> plan(List<NodeStatus> nodes) {
    return Planner.plan(situation(known(1), cluster("west", V1, V1, nodes)), OptionalInt.empty());
  }

  private static List<NodeStatus> nodes(NodeStatus... nodes) {
    return List.of(nodes);
  }

  private static Situation situation(ReplicaStatus replica, ClusterStatus... clusters) {
    return new Situation(List.of(clusters), List.of(new KeyStatus("root", List.of(replica))));
  }

  private static ReplicaStatus known(int newest) {
    return new ReplicaStatus.Reached(BRIDGE, newest, 1, Instant.EPOCH, new TreeMap<>());
  }

  private static ClusterStatus cluster(String name, StoredBlob root, StoredBlob recovery) {
    return cluster(name, root, recovery, nodes(ACTIVE, STANDBY));
  }

  private static ClusterStatus cluster(
      String name, StoredBlob root, StoredBlob recovery, List<NodeStatus> nodes) {
    return new ClusterStatus(
        name, "root", nodes, new StoredKeys.Read(new SealedKeys(root, recovery)));
  }
}
