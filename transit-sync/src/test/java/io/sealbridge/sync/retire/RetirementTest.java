package io.sealbridge.sync.retire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.sync.snapshot.SealedKeys;
import io.sealbridge.sync.snapshot.StoredBlob;
import io.sealbridge.sync.status.ClusterStatus;
import io.sealbridge.sync.status.KeyStatus;
import io.sealbridge.sync.status.ReplicaStatus;
import io.sealbridge.sync.status.ReplicaStatus.VersionOnReplica;
import io.sealbridge.sync.status.Situation;
import io.sealbridge.sync.status.StoredKeys;
import io.sealbridge.sync.status.VersionUse;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RetirementTest {
  private static final URI BRIDGE = URI.create("https://bridge-1.example:8210");
  private static final Instant STARTED = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant MADE = Instant.parse("2026-11-10T00:00:00Z");
  private static final Instant MOVED = Instant.parse("2026-11-11T00:00:00Z");
  private static final Instant QUIET = Instant.parse("2026-11-20T00:00:00Z");

  @Test
  void printsTheCommandOnceNothingNeedsTheVersion() {
    assertThat(judge(known(STARTED, MOVED, 1), 2, Optional.of(MOVED)))
        .isEqualTo(new Retirement.Possible("seal-bridge keys retire root --version 1"));
  }

  @Test
  void isDoneOnceEveryBridgeRefusesTheVersion() {
    assertThat(judge(known(STARTED, MOVED, 2), 2, Optional.empty()))
        .isEqualTo(new Retirement.Done());
  }

  @Test
  void namesTheBackupsThatWouldBeLost() {
    String needed = "snapshots and backups from before " + MOVED + " need it";

    assertThat(reasons(judge(known(STARTED, MOVED, 1), 2, Optional.empty()))).startsWith(needed);
    assertThat(reasons(judge(known(STARTED, MOVED, 1), 2, Optional.of(MADE)))).startsWith(needed);
  }

  @Test
  void waitsForAClusterThatHasNotMoved() {
    assertThat(reasons(judge(known(STARTED, MOVED, 1), 1, Optional.of(MOVED))))
        .startsWith("west: its root key is sealed by version 1");
  }

  @Test
  void waitsAfterAnUnwrapAndWhereABridgeDoesNotKnow() {
    Instant late = QUIET.plusSeconds(1);

    assertThat(reasons(judge(known(STARTED, late, 1), 2, Optional.of(late))))
        .contains("opened something of version 1 or older for vault-west at " + late);
    assertThat(reasons(judge(known(late, MOVED, 1), 2, Optional.of(MOVED))))
        .contains("knows uses only since " + late);
    assertThat(
            reasons(
                judge(
                    new ReplicaStatus.Unreached(BRIDGE, "nobody is there"), 2, Optional.of(MOVED))))
        .contains("bridge " + BRIDGE + ": nobody is there");
  }

  private static String reasons(Retirement retirement) {
    return retirement instanceof Retirement.NotYet notYet
        ? String.join("\n", notYet.reasons())
        : "none: " + retirement;
  }

  private static Retirement judge(ReplicaStatus replica, int stored, Optional<Instant> lossBefore) {
    StoredBlob blob = new StoredBlob.Sealed(stored);
    ClusterStatus west =
        new ClusterStatus(
            "west", "root", List.of(), new StoredKeys.Read(new SealedKeys(blob, blob)));
    KeyStatus key = new KeyStatus("root", List.of(replica));
    return Retirement.of(new Situation(List.of(west), List.of(key)), key, 1, QUIET, lossBefore);
  }

  private static ReplicaStatus known(Instant since, Instant unwrapped, int oldestOpened) {
    TreeMap<Integer, VersionOnReplica> versions = new TreeMap<>();
    versions.put(
        1,
        new VersionOnReplica(
            Optional.of(STARTED), Map.of("decrypt", new VersionUse(unwrapped, "vault-west"))));
    versions.put(2, new VersionOnReplica(Optional.of(MADE), Map.of()));
    return new ReplicaStatus.Reached(BRIDGE, 2, oldestOpened, since, versions);
  }
}
