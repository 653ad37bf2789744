package io.sealbridge.k8sauth.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.kubernetes.ClusterException;
import io.sealbridge.k8sauth.kubernetes.ClusterFault;
import io.sealbridge.k8sauth.kubernetes.ClusterObjects;
import io.sealbridge.k8sauth.kubernetes.Conflicts;
import io.sealbridge.k8sauth.objects.ClusterPlaces;
import io.sealbridge.k8sauth.plan.Change;
import io.sealbridge.k8sauth.vault.ClusterPlace;
import io.sealbridge.k8sauth.vault.Inventory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Makes changes in clusters; never to what somebody else has made or set meanwhile. */
final class ClusterWriting {
  /** An API server that compares a binding with its role may not have heard of a new role yet. */
  private static final Duration ROLE_IS_KNOWN = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final AccessDescription description;
  private final ClusterConnections connections;
  private final Conflicts conflicts;
  private final Inventory inventory;

  ClusterWriting(
      AccessDescription description,
      ClusterConnections connections,
      Conflicts conflicts,
      Inventory inventory) {
    this.description = description;
    this.connections = connections;
    this.conflicts = conflicts;
    this.inventory = inventory;
  }

  void apply(Change.InCluster change) {
    ClusterPlace place = change.place();
    ClusterObjects objects =
        connections.to(description.cluster(Optional.of(place.cluster()))).objects();
    switch (change) {
      case Change.CreateObject create -> {
        requireAbsent(objects, create);
        apply(objects, place, create.wanted());
      }
      case Change.UpdateObject update -> apply(objects, place, update.wanted());
      case Change.DeleteObject delete -> {
        objects.delete(ClusterPlaces.named(delete.place()));
        inventory.strikeOut(List.of(delete.place()));
      }
    }
  }

  private void requireAbsent(ClusterObjects objects, Change.CreateObject create) {
    if (objects.read(create.wanted()).isPresent()) {
      inventory.strikeOut(List.of(create.place()));
      throw new ClusterException(new ClusterFault.MadeMeanwhile(create.place().title()));
    }
  }

  private void apply(ClusterObjects objects, ClusterPlace place, HasMetadata wanted) {
    long end = System.nanoTime() + ROLE_IS_KNOWN.toNanos();
    try {
      while (true) {
        try {
          objects.apply(wanted, conflicts);
          return;
        } catch (ClusterException e) {
          boolean mayPass =
              place.kind() == ClusterPlace.Kind.CLUSTER_ROLE_BINDING
                  && e.fault() instanceof ClusterFault.NotFound;
          if (!mayPass || System.nanoTime() - end >= 0) {
            throw e;
          }
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }
}
