package io.sealbridge.k8sauth.objects;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.sealbridge.k8sauth.vault.ClusterPlace;
import java.util.Optional;

/** Places of objects, and objects that have nothing but their place. */
public final class ClusterPlaces {
  private ClusterPlaces() {}

  /** Where {@code object} is in {@code cluster}. */
  public static ClusterPlace of(String cluster, HasMetadata object) {
    ClusterPlace.Kind kind =
        ClusterPlace.Kind.of(object.getKind())
            .orElseThrow(
                () -> new IllegalArgumentException("not made by this tool: " + object.getKind()));
    return new ClusterPlace(
        cluster,
        kind,
        Optional.ofNullable(object.getMetadata().getNamespace()),
        object.getMetadata().getName());
  }

  /** An object by which the one at {@code place} is read or deleted. */
  public static HasMetadata named(ClusterPlace place) {
    ObjectMeta name =
        new ObjectMetaBuilder()
            .withNamespace(place.namespace().orElse(null))
            .withName(place.name())
            .build();
    return switch (place.kind()) {
      case SERVICE_ACCOUNT -> new ServiceAccountBuilder().withMetadata(name).build();
      case SECRET -> new SecretBuilder().withMetadata(name).build();
      case CLUSTER_ROLE -> new ClusterRoleBuilder().withMetadata(name).build();
      case CLUSTER_ROLE_BINDING -> new ClusterRoleBindingBuilder().withMetadata(name).build();
    };
  }
}
