package io.sealbridge.k8sauth.render;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An application with a volume of the Secrets Store CSI driver. Each file holds Vault's whole
 * answer. The authorities of Vault's certificate are read by the provider's own pod, at {@code
 * /vault/tls/ca.crt}.
 */
final class CsiManifests {
  private static final String VOLUME = "secrets";

  private CsiManifests() {}

  static List<HasMetadata> of(Workload workload) {
    return List.of(
        CustomObjects.of(
            "secrets-store.csi.x-k8s.io/v1",
            "SecretProviderClass",
            workload,
            workload.name(),
            Map.of("provider", "vault", "parameters", parameters(workload))),
        Deployments.of(
            workload,
            Map.of(),
            new PodSpecBuilder()
                .withServiceAccountName(workload.consumer().serviceAccount())
                .withAutomountServiceAccountToken(false)
                .withSecurityContext(PodParts.unprivileged(workload.scope().manifests().userId()))
                .withContainers(PodParts.application(workload, VOLUME))
                .withVolumes(volume(workload))
                .build()));
  }

  private static Map<String, String> parameters(Workload workload) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("vaultAddress", workload.scope().vaultAddress().toString());
    parameters.put("vaultAuthMountPath", workload.scope().cluster().mount());
    parameters.put("roleName", workload.role());
    workload.audience().ifPresent(audience -> parameters.put("audience", audience));
    workload
        .scope()
        .description()
        .vault()
        .namespace()
        .ifPresent(namespace -> parameters.put("vaultNamespace", namespace));
    if (workload.scope().vaultAuthorities().isPresent()) {
      parameters.put("vaultCACertPath", "/vault/tls/" + VaultAuthorities.KEY);
    }
    // The driver passes on texts alone, so the provider takes the list as one.
    parameters.put(
        "objects",
        YamlText.of(
            workload.secrets().stream()
                .map(
                    secret ->
                        new TreeMap<>(
                            Map.of("objectName", secret.name(), "secretPath", secret.apiPath())))
                .toList()));
    return parameters;
  }

  private static Volume volume(Workload workload) {
    return new VolumeBuilder()
        .withName(VOLUME)
        .withNewCsi()
        .withDriver("secrets-store.csi.k8s.io")
        .withReadOnly(true)
        .withVolumeAttributes(Map.of("secretProviderClass", workload.name()))
        .endCsi()
        .build();
  }
}
