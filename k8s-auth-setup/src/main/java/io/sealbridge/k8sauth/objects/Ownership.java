package io.sealbridge.k8sauth.objects;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.kubernetes.ClusterObjects;
import java.util.Map;
import java.util.Optional;

/** How an object in a cluster says that this tool made it, and for whom. */
public final class Ownership {
  /** The label with the owner of the file that asks for the object. */
  public static final String OWNER = "sealbridge.io/owner";

  private Ownership() {}

  /** The labels of everything that is made for {@code description}. */
  public static Map<String, String> labels(AccessDescription description) {
    return Map.of(ClusterObjects.LABEL, ClusterObjects.FIELD_MANAGER, OWNER, description.owner());
  }

  /** The owner for whom this tool made {@code object}; none if it did not make it. */
  public static Optional<String> ownerOf(HasMetadata object) {
    Map<String, String> labels =
        Optional.ofNullable(object.getMetadata().getLabels()).orElse(Map.of());
    return ClusterObjects.FIELD_MANAGER.equals(labels.get(ClusterObjects.LABEL))
        ? Optional.ofNullable(labels.get(OWNER))
        : Optional.empty();
  }

  static ObjectMeta in(String namespace, String name, AccessDescription description) {
    return new ObjectMetaBuilder()
        .withNamespace(namespace)
        .withName(name)
        .withLabels(labels(description))
        .build();
  }

  /**
   * Of an object without a namespace. Its name has owner and mount in it, so that two owners, or
   * two mounts of one, do not change each other's. Neither has a colon.
   */
  static ObjectMeta clusterWide(
      String what, AccessDescription description, ClusterSection cluster) {
    return new ObjectMetaBuilder()
        .withName(
            String.join(
                ":",
                ClusterObjects.FIELD_MANAGER,
                description.owner(),
                cluster.mount().replace('/', ':'),
                what))
        .withLabels(labels(description))
        .build();
  }
}
