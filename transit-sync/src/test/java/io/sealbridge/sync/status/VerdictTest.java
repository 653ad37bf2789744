package io.sealbridge.sync.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.sync.snapshot.SealedKeys;
import io.sealbridge.sync.snapshot.StoredBlob;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Instant MADE = Instant.parse("2026-11-01T00:00:00Z");
  private static final StoredBlob V1 = new StoredBlob.Sealed(1);
  private static final StoredBlob V2 = new StoredBlob.Sealed(2);

  @Test
  void isNewestOnlyIfBothKeysAre() {
    assertThat(verdict(V2, V2)).isEqualTo(new Verdict.Newest(2));
    assertThat(verdict(V1, V2))
        .isEqualTo(
            new Verdict.Behind(
                List.of("its root key is sealed by version 1, the newest is 2"), false));
    assertThat(verdict(V2, V1))
        .isEqualTo(
            new Verdict.Behind(
                List.of("its recovery key is sealed by version 1, the newest is 2"), false));
  }

  @Test
  void tellsWhyOpenBaoWithoutARecoveryKeyStaysBehind() {
    assertThat(verdict(V2, new StoredBlob.Absent())).isEqualTo(new Verdict.Newest(2));
    assertThat(verdict(V1, new StoredBlob.Absent()))
        .isInstanceOfSatisfying(
            Verdict.Behind.class,
            behind -> {
              assertThat(behind.isStuck()).isTrue();
              assertThat(behind.what().getFirst())
                  .contains("without one OpenBao never wraps the root key again");
            });
  }

  @Test
  void isNotKnownWithoutASnapshotOrABridge() {
    ClusterStatus cluster = cluster(new StoredKeys.NotRead("the token may not"));

    assertThat(Verdict.of(cluster, key(2))).isEqualTo(new Verdict.Unknown("the token may not"));
    assertThat(Verdict.of(cluster, new KeyStatus("root", List.of())))
        .isEqualTo(new Verdict.Unknown("no bridge told which version of root is the newest"));
  }

  @Test
  void distrustsAVersionThatNoBridgeHas() {
    assertThat(verdict(new StoredBlob.Sealed(3), V2))
        .isInstanceOfSatisfying(
            Verdict.Behind.class,
            behind ->
                assertThat(behind.what())
                    .singleElement()
                    .asString()
                    .contains("no bridge here has"));
  }

  @Test
  void namesWhatIsLiveAndWhichBackupsNeedAVersion() {
    ClusterStatus west = cluster(new StoredKeys.Read(new SealedKeys(V2, V1)));
    Situation situation = new Situation(List.of(west), List.of(key(2)));

    assertThat(Dependents.of(situation, key(2), 1))
        .containsExactly(
            "the recovery key of west",
            "snapshots and backups of west from 2026-11-01T00:00:01Z until each moved to v2, after"
                + " 2026-11-01T00:00:02Z");
    assertThat(Dependents.of(situation, key(2), 2))
        .containsExactly(
            "the root key of west", "snapshots and backups of west from 2026-11-01T00:00:02Z");
  }

  private static Verdict verdict(StoredBlob root, StoredBlob recovery) {
    return Verdict.of(cluster(new StoredKeys.Read(new SealedKeys(root, recovery))), key(2));
  }

  private static ClusterStatus cluster(StoredKeys stored) {
    return new ClusterStatus(
        "west", "root", List.of(Nodes.active("https://vault-0.example:8200")), stored);
  }

  private static KeyStatus key(int newest) {
    TreeMap<Integer, ReplicaStatus.VersionOnReplica> versions = new TreeMap<>();
    for (int version = 1; version <= newest; version++) {
      versions.put(
          version,
          new ReplicaStatus.VersionOnReplica(Optional.of(MADE.plusSeconds(version)), Map.of()));
    }
    URI bridge = URI.create("https://bridge-1.example:8210");
    return new KeyStatus(
        "root",
        List.of(
            new ReplicaStatus.Reached(bridge, newest, 1, MADE, versions),
            new ReplicaStatus.Unreached(
                URI.create("https://bridge-2.example:8210"), "nobody is there")));
  }
}
