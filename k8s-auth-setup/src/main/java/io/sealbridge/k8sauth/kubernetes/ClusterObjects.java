package io.sealbridge.k8sauth.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.dsl.ServerSideApplicable;
import java.util.Optional;

/** Objects in the cluster, set by server-side apply: fields of others are left alone. */
public final class ClusterObjects {
  /** Who sets our fields. */
  public static final String FIELD_MANAGER = "k8s-auth-setup";

  /** The label of everything that this tool makes. */
  public static final String LABEL = "app.kubernetes.io/managed-by";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ClusterApi cluster;

  ClusterObjects(ClusterApi cluster) {
    this.cluster = cluster;
  }

  /** What {@link #apply} would change; changes nothing. */
  public KubernetesDifference difference(HasMetadata wanted) {
    return difference(read(wanted), wanted, Conflicts.REFUSE);
  }

  /** The same, for an object that was read already. */
  public KubernetesDifference difference(
      Optional<HasMetadata> live, HasMetadata wanted, Conflicts conflicts) {
    HasMetadata applied = applied(wanted, conflicts, true);
    return live.map(before -> ObjectFields.difference(json(before), json(applied)))
        .orElseGet(KubernetesDifference.Absent::new);
  }

  /** As {@link #apply(HasMetadata, Conflicts)}, leaving to others what is theirs. */
  public void apply(HasMetadata wanted) {
    apply(wanted, Conflicts.REFUSE);
  }

  /**
   * Sets the fields of {@code wanted}.
   *
   * @throws ClusterException with {@link ClusterFault.Conflict} if somebody else has set one of
   *     them to another value, and with {@link ClusterFault.NoNamespace} if its namespace is not
   *     there
   */
  public void apply(HasMetadata wanted, Conflicts conflicts) {
    applied(wanted, conflicts, false);
  }

  private HasMetadata applied(HasMetadata wanted, Conflicts conflicts, boolean dryRun) {
    try {
      return cluster.secretAttempt(
          title(wanted),
          () -> {
            ServerSideApplicable<HasMetadata> request =
                cluster
                    .client()
                    .resource(wanted)
                    .dryRun(dryRun)
                    .fieldValidation(FieldValidateable.Validation.STRICT)
                    .fieldManager(FIELD_MANAGER);
            return switch (conflicts) {
              case REFUSE -> request.serverSideApply();
              case TAKE_OVER -> request.forceConflicts().serverSideApply();
            };
          });
    } catch (ClusterException e) {
      String namespace = wanted.getMetadata().getNamespace();
      // An object that is not there is made; only its namespace can be missing.
      if (e.fault() instanceof ClusterFault.NotFound && namespace != null) {
        throw new ClusterException(new ClusterFault.NoNamespace(title(wanted), namespace));
      }
      throw e;
    }
  }

  /** Deletes the object of that kind and name, if this tool made it; none is no error. */
  public void delete(HasMetadata named) {
    read(named).ifPresent(this::deleteOurs);
  }

  private void deleteOurs(HasMetadata live) {
    var labels = live.getMetadata().getLabels();
    if (labels == null || !FIELD_MANAGER.equals(labels.get(LABEL))) {
      throw new ClusterException(
          new ClusterFault.NotOurs(title(live), LABEL + ": " + FIELD_MANAGER));
    }
    // With its version, so that an object that has changed hands meanwhile stays.
    cluster.secretAttempt(
        "delete " + title(live),
        () -> cluster.client().resource(live).lockResourceVersion().delete());
  }

  /** The object of that kind, namespace and name as it is now. */
  public Optional<HasMetadata> read(HasMetadata named) {
    return Optional.ofNullable(
        cluster.secretAttempt(
            "read " + title(named), () -> cluster.client().resource(named).get()));
  }

  private JsonNode json(HasMetadata object) {
    try {
      return JSON.readTree(cluster.client().getKubernetesSerialization().asJson(object));
    } catch (JsonProcessingException e) {
      // Without the cause, whose text quotes the object.
      throw new IllegalStateException("the client library wrote no JSON for " + title(object));
    }
  }

  private static String title(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    return object.getKind()
        + " "
        + (namespace == null ? "" : namespace + "/")
        + object.getMetadata().getName();
  }
}
