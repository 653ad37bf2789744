package io.sealbridge.k8sauth.apply;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.desired.ClusterFacts;
import io.sealbridge.k8sauth.desired.DesiredState;
import io.sealbridge.k8sauth.kubernetes.Conflicts;
import io.sealbridge.k8sauth.plan.Change;
import io.sealbridge.k8sauth.vault.ClusterPlace;
import io.sealbridge.k8sauth.vault.Inventory;
import io.sealbridge.k8sauth.vault.InventoryContents;
import io.sealbridge.k8sauth.vault.InventoryEngine;
import io.sealbridge.k8sauth.vault.Owner;
import io.sealbridge.k8sauth.vault.Place;
import io.sealbridge.k8sauth.vault.Reader;
import io.sealbridge.k8sauth.vault.Seen;
import io.sealbridge.vault.Progress;
import io.sealbridge.vault.VaultApi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;

/** Reads Vault and all clusters at the same time. */
final class SituationReading {
  private record VaultSide(InventoryContents inventory, Map<Place, Seen> seen) {}

  private final AccessDescription description;
  private final VaultApi vault;
  private final ClusterReading clusters;

  SituationReading(
      AccessDescription description,
      ClusterConnections connections,
      VaultApi vault,
      Conflicts conflicts) {
    this.description = description;
    this.vault = vault;
    this.clusters = new ClusterReading(description, connections, conflicts);
  }

  Situation read(Progress progress) {
    DesiredState desired = DesiredState.of(description);
    List<VaultSide> vaultSide;
    List<ClusterSituation> clusterSides;
    try (AtOnce atOnce = new AtOnce()) {
      Future<VaultSide> readVault = atOnce.start(() -> vaultSide(desired, progress));
      List<Future<ClusterSituation>> readClusters = new ArrayList<>();
      for (ClusterSection cluster : description.clusters()) {
        readClusters.add(atOnce.start(() -> clusters.read(cluster)));
      }
      vaultSide = atOnce.results(List.of(readVault));
      clusterSides = atOnce.results(readClusters);
      atOnce.check();
    }
    return situation(desired, vaultSide.getFirst(), clusterSides);
  }

  private VaultSide vaultSide(DesiredState desired, Progress progress) {
    InventoryContents inventory =
        Inventory.read(vault, InventoryEngine.DEFAULT_MOUNT, new Owner(description.owner()))
            .contents();
    Set<Place> places = new LinkedHashSet<>(desired.places());
    inventory.places().forEach(places::add);
    return new VaultSide(inventory, new Reader(vault).read(places, progress));
  }

  private Situation situation(
      DesiredState desired, VaultSide vaultSide, List<ClusterSituation> sides) {
    Map<String, ClusterFacts> facts = new LinkedHashMap<>();
    List<Change.InCluster> changes = new ArrayList<>();
    List<ClusterPlace> unwanted = new ArrayList<>();
    for (ClusterSituation side : sides) {
      facts.put(side.cluster().name(), side.facts());
      changes.addAll(side.changes());
      List<ClusterPlace> gone =
          vaultSide
              .inventory()
              .placesIn(side.cluster().name())
              .filter(place -> !side.wanted().contains(place))
              .toList();
      unwanted.addAll(clusters.ours(side.cluster(), gone));
    }
    return new Situation(
        desired.with(facts),
        vaultSide.seen(),
        vaultSide.inventory(),
        changes,
        unwanted,
        vaultSide
            .inventory()
            .clusterPlaces()
            .filter(place -> !Situation.has(description, place))
            .toList());
  }
}
