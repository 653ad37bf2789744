package io.sealbridge.k8sauth.network;

import io.sealbridge.k8sauth.kubernetes.ClusterObjects;
import java.util.List;
import java.util.Map;

/** What policies have in common that refuse everything else. */
final class Isolation {
  static final String NAME = ClusterObjects.FIELD_MANAGER + "-isolation";
  static final List<String> DIRECTIONS = List.of(Direction.INGRESS.word(), Direction.EGRESS.word());
  static final Map<String, String> MADE_BY =
      Map.of(ClusterObjects.LABEL, ClusterObjects.FIELD_MANAGER);

  private Isolation() {}
}
