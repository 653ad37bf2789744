package io.sealbridge.k8sauth.plan;

import java.util.ArrayList;
import java.util.List;

/** What to do, in the order in which to do it. */
public record Plan(List<Change> changes) {

  public Plan {
    changes = List.copyOf(changes);
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** How many changes have that effect. */
  public long count(Effect effect) {
    return changes.stream().filter(change -> change.effect() == effect).count();
  }

  /** Those in Vault. */
  public List<Change.InVault> inVault() {
    return changes.stream()
        .filter(Change.InVault.class::isInstance)
        .map(Change.InVault.class::cast)
        .toList();
  }

  /** Those in clusters. */
  public List<Change.InCluster> inClusters() {
    return changes.stream()
        .filter(Change.InCluster.class::isInstance)
        .map(Change.InCluster.class::cast)
        .toList();
  }

  /**
   * This plan for Vault with those for clusters around it: what Vault needs there is made before,
   * and what it needs no more goes afterwards.
   */
  public Plan around(List<? extends Change.InCluster> clusters) {
    List<Change> all = new ArrayList<>();
    clusters.stream().filter(change -> change.effect() != Effect.DELETE).forEach(all::add);
    all.addAll(changes);
    clusters.stream().filter(change -> change.effect() == Effect.DELETE).forEach(all::add);
    return new Plan(all);
  }
}
