package io.sealbridge.k8sauth.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.access.Setup;
import io.sealbridge.k8sauth.desired.ClusterFacts;
import io.sealbridge.k8sauth.kubernetes.AccessRule;
import io.sealbridge.k8sauth.kubernetes.ClusterApi;
import io.sealbridge.k8sauth.kubernetes.ClusterException;
import io.sealbridge.k8sauth.kubernetes.ClusterFault;
import io.sealbridge.k8sauth.kubernetes.Conflicts;
import io.sealbridge.k8sauth.kubernetes.KubernetesDifference;
import io.sealbridge.k8sauth.objects.ClusterPlaces;
import io.sealbridge.k8sauth.objects.ConsumerAccounts;
import io.sealbridge.k8sauth.objects.NeededObjects;
import io.sealbridge.k8sauth.objects.OwnRights;
import io.sealbridge.k8sauth.objects.Ownership;
import io.sealbridge.k8sauth.objects.Reviewer;
import io.sealbridge.k8sauth.plan.Change;
import io.sealbridge.k8sauth.plan.FieldChange;
import io.sealbridge.k8sauth.plan.PlanException;
import io.sealbridge.k8sauth.vault.ClusterPlace;
import io.sealbridge.vault.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares a cluster with what the file asks for; changes nothing. */
final class ClusterReading {
  private static final int CONNECTIONS = 8;

  private final AccessDescription description;
  private final ClusterConnections connections;
  private final Conflicts conflicts;

  ClusterReading(
      AccessDescription description, ClusterConnections connections, Conflicts conflicts) {
    this.description = description;
    this.connections = connections;
    this.conflicts = conflicts;
  }

  /**
   * @throws ClusterException with {@link ClusterFault.RightsMissing} if the user of this tool may
   *     not do what has to be done
   */
  ClusterSituation read(ClusterSection cluster) {
    List<HasMetadata> setup =
        cluster.manageObjects() ? NeededObjects.ofSetup(description, cluster) : List.of();
    List<HasMetadata> all = new ArrayList<>(setup);
    List<HasMetadata> accounts = List.copyOf(ConsumerAccounts.made(description, cluster));
    all.addAll(accounts);
    List<Change.InCluster> changes = new ArrayList<>();
    if (!all.isEmpty()) {
      ClusterApi api = connections.to(cluster);
      changes.addAll(compared(cluster, api, all, accounts));
      requireRights(api, OwnRights.toMake(cluster.name(), wanted(changes)));
    }
    ClusterFacts facts = new Facts(description, connections).of(cluster);
    requireToken(cluster, facts);
    return new ClusterSituation(
        cluster,
        facts,
        all.stream().map(object -> ClusterPlaces.of(cluster.name(), object)).toList(),
        changes);
  }

  private List<Change.InCluster> compared(
      ClusterSection cluster, ClusterApi api, List<HasMetadata> all, List<HasMetadata> accounts) {
    try {
      return Parallel.map(
              all,
              CONNECTIONS,
              object -> compared(cluster.name(), api, object, accounts.contains(object)))
          .stream()
          .flatMap(Optional::stream)
          .toList();
    } catch (ClusterException e) {
      if (e.fault() instanceof ClusterFault.Forbidden) {
        requireRights(api, OwnRights.toMake(cluster.name(), all));
      }
      throw e;
    }
  }

  private Optional<Change.InCluster> compared(
      String cluster, ClusterApi api, HasMetadata wanted, boolean onlyIfAbsent) {
    ClusterPlace place = ClusterPlaces.of(cluster, wanted);
    Optional<HasMetadata> live = api.objects().read(wanted);
    Optional<String> owner = live.flatMap(Ownership::ownerOf);
    boolean ours = owner.equals(Optional.of(description.owner()));
    if (onlyIfAbsent && live.isPresent() && !ours) {
      return Optional.empty();
    }
    if (owner.isPresent() && !ours) {
      throw new ClusterException(new ClusterFault.OfAnotherOwner(place.title(), owner.get()));
    }
    if (live.isEmpty() && wanted instanceof ClusterRoleBinding) {
      // The API server compares it with its role, which is not there yet either.
      return Optional.of(new Change.CreateObject(place, wanted));
    }
    return switch (api.objects().difference(live, wanted, conflicts)) {
      case KubernetesDifference.Absent _ -> Optional.of(new Change.CreateObject(place, wanted));
      case KubernetesDifference.Same _ -> Optional.empty();
      case KubernetesDifference.Changed changed ->
          Optional.of(new Change.UpdateObject(place, wanted, fields(changed)));
    };
  }

  private static List<FieldChange> fields(KubernetesDifference.Changed changed) {
    return changed.fields().stream()
        .map(field -> new FieldChange(field.path(), field.before(), field.after()))
        .toList();
  }

  private static List<HasMetadata> wanted(List<Change.InCluster> changes) {
    return changes.stream()
        .map(
            change ->
                switch (change) {
                  case Change.CreateObject create -> create.wanted();
                  case Change.UpdateObject update -> update.wanted();
                  case Change.DeleteObject delete -> ClusterPlaces.named(delete.place());
                })
        .toList();
  }

  private static void requireRights(ClusterApi api, List<AccessRule> rules) {
    List<AccessRule> missing = api.permissions().missing(rules);
    if (!missing.isEmpty()) {
      throw new ClusterException(new ClusterFault.RightsMissing(api.address(), missing));
    }
  }

  private void requireToken(ClusterSection cluster, ClusterFacts facts) {
    if (description.setup(cluster) == Setup.REVIEWER_TOKEN
        && !cluster.manageObjects()
        && facts.reviewerToken().isEmpty()) {
      throw new PlanException(
          "cluster %s: there is no reviewer's token in Secret %s/%s, and manageObjects is false, so it is not made here: make it with what render writes, or say manageObjects: true"
              .formatted(
                  cluster.name(), cluster.reviewerNamespace(), Reviewer.secretName(cluster)));
    }
  }

  /** Those of {@code places}, all of {@code cluster}, that are there and this owner's. */
  List<ClusterPlace> ours(ClusterSection cluster, List<ClusterPlace> places) {
    if (places.isEmpty()) {
      return List.of();
    }
    ClusterApi api = connections.to(cluster);
    return places.stream()
        .filter(
            place ->
                api.objects()
                    .read(ClusterPlaces.named(place))
                    .flatMap(Ownership::ownerOf)
                    .equals(Optional.of(description.owner())))
        .toList();
  }
}
