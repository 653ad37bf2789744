package io.sealbridge.sync.status;

import java.util.List;

/** All clusters and their keys at one moment. */
public record Situation(List<ClusterStatus> clusters, List<KeyStatus> keys) {
  public Situation {
    clusters = List.copyOf(clusters);
    keys = List.copyOf(keys);
  }

  /** The key of a cluster. */
  public KeyStatus key(ClusterStatus cluster) {
    return keys.stream().filter(key -> key.name().equals(cluster.key())).findFirst().orElseThrow();
  }

  /** The verdict on a cluster. */
  public Verdict verdict(ClusterStatus cluster) {
    return Verdict.of(cluster, key(cluster));
  }

  /** Whether every cluster is proven to be on the newest version. */
  public boolean isNewest() {
    return clusters.stream().allMatch(cluster -> verdict(cluster) instanceof Verdict.Newest);
  }
}
