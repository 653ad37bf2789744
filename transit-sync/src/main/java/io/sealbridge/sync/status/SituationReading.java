package io.sealbridge.sync.status;

import io.sealbridge.sync.file.SyncDescription;
import io.sealbridge.vault.Parallel;
import java.util.List;

/** Asks everybody at once. */
public final class SituationReading {
  private static final int AT_ONCE = 16;

  private SituationReading() {}

  /** Who cannot be asked shows in what is returned. */
  public static Situation read(SyncDescription description) {
    List<ClusterStatus> clusters =
        Parallel.map(description.clusters(), AT_ONCE, ClusterReading::read);
    // The snapshots first, because each is sealed by its cluster's key, and that shows as a use.
    return new Situation(clusters, keys(description));
  }

  private static List<KeyStatus> keys(SyncDescription description) {
    return Parallel.map(description.keys(), AT_ONCE, name -> key(description, name));
  }

  /** One key on all replicas. */
  public static KeyStatus key(SyncDescription description, String name) {
    return new KeyStatus(
        name,
        Parallel.map(
            description.bridge().nodes(),
            AT_ONCE,
            node -> ReplicaReading.read(description.bridge(), node, name)));
  }
}
