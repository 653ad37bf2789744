package io.sealbridge.k8sauth.render;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateBuilder;
import io.sealbridge.k8sauth.access.SealSection;
import io.sealbridge.k8sauth.objects.Ownership;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Vault's own side in its cluster: the configuration, and a PodTemplate with what its pod needs for
 * it. A PodTemplate starts nothing; whoever runs Vault takes over from it.
 */
final class SealManifests {
  static final String NAME = "seal-bridge";

  private SealManifests() {}

  static List<HasMetadata> of(Scope scope) {
    if (!scope.vaultRunsHere() || scope.description().seal().isEmpty()) {
      return List.of();
    }
    SealSection seal = scope.description().seal().get();
    Map<String, String> files = new TreeMap<>(SealFiles.of(scope));
    scope.bridgeAuthorities().ifPresent(pem -> files.put(SealStanza.AUTHORITY, pem));
    String namespace = scope.description().vault().podNamespace();
    Map<String, String> labels = Ownership.labels(scope.description());
    return List.of(
        new ConfigMapBuilder()
            .withMetadata(Workload.metadata(namespace, NAME, labels))
            .withData(files)
            .build(),
        new PodTemplateBuilder()
            .withMetadata(Workload.metadata(namespace, NAME, labels))
            .withNewTemplate()
            .withSpec(new SealPod(scope, seal).spec())
            .endTemplate()
            .build());
  }
}
