package io.sealbridge.k8sauth.apply;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.access.Setup;
import io.sealbridge.k8sauth.desired.ClusterFacts;
import io.sealbridge.k8sauth.desired.DesiredState;
import io.sealbridge.k8sauth.desired.Wanted;
import io.sealbridge.k8sauth.plan.Plan;
import io.sealbridge.k8sauth.plan.PlanException;
import io.sealbridge.k8sauth.plan.Planner;
import io.sealbridge.k8sauth.vault.Inventory;
import io.sealbridge.k8sauth.vault.InventoryContents;
import io.sealbridge.k8sauth.vault.InventoryEngine;
import io.sealbridge.k8sauth.vault.Owner;
import io.sealbridge.k8sauth.vault.Place;
import io.sealbridge.k8sauth.vault.Progress;
import io.sealbridge.k8sauth.vault.Reader;
import io.sealbridge.k8sauth.vault.Seen;
import io.sealbridge.k8sauth.vault.VaultApi;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Both sides as they are, and what is wanted.
 *
 * @param seen what Vault has at every place that is wanted or that this owner made
 */
public record Situation(List<Wanted> wanted, Map<Place, Seen> seen, InventoryContents inventory) {
  public Situation {
    wanted = List.copyOf(wanted);
    seen = Map.copyOf(seen);
  }

  /** Reads both sides; changes nothing. */
  public static Situation read(
      AccessDescription description,
      Map<String, String> environment,
      VaultApi vault,
      Progress progress) {
    List<Wanted> wanted = DesiredState.of(description, facts(description, environment));
    InventoryContents inventory =
        Inventory.read(vault, InventoryEngine.DEFAULT_MOUNT, new Owner(description.owner()))
            .contents();
    Set<Place> places = places(wanted);
    places.addAll(inventory.objects());
    return new Situation(wanted, new Reader(vault).read(places, progress), inventory);
  }

  private static Map<String, ClusterFacts> facts(
      AccessDescription description, Map<String, String> environment) {
    Facts facts = new Facts(description, environment);
    Map<String, ClusterFacts> known = new LinkedHashMap<>();
    for (ClusterSection cluster : description.clusters()) {
      if (description.setup(cluster) == Setup.REVIEWER_TOKEN) {
        throw new PlanException(
            "cluster %s has the setup reviewer-token, which this version cannot set up yet: it does not make the reviewer. Take own-token, client-token, oidc-discovery or pinned-keys"
                .formatted(cluster.name()));
      }
      known.put(cluster.name(), facts.of(cluster));
    }
    return known;
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
    return new Planner(seen, reviewers).plan(wanted, prune ? prunable() : List.of());
  }

  /** What this owner made, may be removed, and nobody asks for. */
  public List<Place> prunable() {
    Set<Place> places = places(wanted);
    return inventory.objects().stream()
        .filter(place -> place instanceof Place.Role || place instanceof Place.Policy)
        .filter(place -> !places.contains(place))
        .toList();
  }

  private static Set<Place> places(List<Wanted> wanted) {
    Set<Place> places = new LinkedHashSet<>();
    wanted.forEach(object -> places.add(object.place()));
    return places;
  }
}
