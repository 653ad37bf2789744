package io.sealbridge.k8sauth.apply;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.desired.Wanted;
import io.sealbridge.k8sauth.kubernetes.Conflicts;
import io.sealbridge.k8sauth.plan.Change;
import io.sealbridge.k8sauth.plan.Plan;
import io.sealbridge.k8sauth.plan.Planner;
import io.sealbridge.k8sauth.vault.ClusterPlace;
import io.sealbridge.k8sauth.vault.InventoryContents;
import io.sealbridge.k8sauth.vault.Place;
import io.sealbridge.k8sauth.vault.Recorded;
import io.sealbridge.k8sauth.vault.Seen;
import io.sealbridge.vault.Progress;
import io.sealbridge.vault.VaultApi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Both sides as they are, and what is wanted.
 *
 * @param seen what Vault has at every place that is wanted or that this owner made
 * @param inClusters what has to be made or changed in clusters
 * @param unwanted objects that this owner made in clusters, that are there, and that nobody asks
 *     for
 * @param outOfReach objects that this owner made in clusters that the file does not have any more
 */
public record Situation(
    List<Wanted> wanted,
    Map<Place, Seen> seen,
    InventoryContents inventory,
    List<Change.InCluster> inClusters,
    List<ClusterPlace> unwanted,
    List<ClusterPlace> outOfReach) {
  public Situation {
    wanted = List.copyOf(wanted);
    seen = Map.copyOf(seen);
    inClusters = List.copyOf(inClusters);
    unwanted = List.copyOf(unwanted);
    outOfReach = List.copyOf(outOfReach);
  }

  /**
   * Reads Vault and all clusters at the same time; changes nothing.
   *
   * @param progress of what is read from Vault
   * @throws SeveralFailures if more than one of them cannot be read
   */
  public static Situation read(
      AccessDescription description,
      ClusterConnections connections,
      VaultApi vault,
      Conflicts conflicts,
      Progress progress) {
    return new SituationReading(description, connections, vault, conflicts).read(progress);
  }

  /**
   * What to do.
   *
   * @param prune whether to remove what this owner made and nothing asks for any more; mounts are
   *     never removed, because what they hold would be lost
   */
  public Plan plan(boolean prune) {
    Map<Place, String> reviewers = new HashMap<>();
    inventory
        .reviewerTokens()
        .forEach((mount, sha256) -> reviewers.put(new Place.AuthConfig(mount), sha256));
    List<Change.InCluster> clusters = new ArrayList<>(inClusters);
    if (prune) {
      unwanted.reversed().forEach(place -> clusters.add(new Change.DeleteObject(place)));
    }
    return new Planner(seen, reviewers)
        .plan(wanted, prune ? prunableInVault() : List.of())
        .around(clusters);
  }

  /** What this owner made, may be removed, and nobody asks for. */
  public List<Recorded> prunable() {
    List<Recorded> all = new ArrayList<>(prunableInVault());
    all.addAll(unwanted);
    return all;
  }

  private List<Place> prunableInVault() {
    Set<Place> places = new HashSet<>();
    wanted.forEach(object -> places.add(object.place()));
    return inventory
        .places()
        .filter(place -> place instanceof Place.Role || place instanceof Place.Policy)
        .filter(place -> !places.contains(place))
        .toList();
  }

  static boolean has(AccessDescription description, ClusterPlace place) {
    return description.clusters().stream()
        .map(ClusterSection::name)
        .anyMatch(place.cluster()::equals);
  }
}
