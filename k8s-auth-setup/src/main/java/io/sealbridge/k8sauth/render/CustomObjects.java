package io.sealbridge.k8sauth.render;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Map;
import java.util.TreeMap;

/** Objects of kinds that the cluster has learnt from somebody else. */
final class CustomObjects {
  private CustomObjects() {}

  static GenericKubernetesResource of(
      String apiVersion, String kind, Workload workload, String name, Map<String, ?> spec) {
    GenericKubernetesResource object = new GenericKubernetesResource();
    object.setApiVersion(apiVersion);
    object.setKind(kind);
    object.setMetadata(workload.metadata(name));
    object.setAdditionalProperty("spec", new TreeMap<>(spec));
    return object;
  }
}
