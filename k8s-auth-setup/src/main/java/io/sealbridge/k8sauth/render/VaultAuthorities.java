package io.sealbridge.k8sauth.render;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.sealbridge.k8sauth.objects.Ownership;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Whom pods believe Vault's certificate, in each namespace whose pods need it. */
final class VaultAuthorities {
  static final String NAME = "vault-ca";
  static final String KEY = "ca.crt";

  private VaultAuthorities() {}

  /** None if Vault's address is plain HTTP or its authority is one of the system's. */
  static List<HasMetadata> configMap(Workload workload) {
    return workload.scope().vaultAuthorities().stream()
        .<HasMetadata>map(
            pem ->
                new ConfigMapBuilder()
                    .withMetadata(
                        Workload.metadata(
                            workload.consumer().namespace(),
                            NAME,
                            Ownership.labels(workload.scope().description())))
                    .withData(Map.of(KEY, pem))
                    .build())
        .toList();
  }

  /** The same where a Secret alone is taken; there is nothing secret in it. */
  static List<HasMetadata> secret(Workload workload) {
    return workload.scope().vaultAuthorities().stream()
        .<HasMetadata>map(
            pem ->
                new SecretBuilder()
                    .withMetadata(
                        Workload.metadata(
                            workload.consumer().namespace(),
                            NAME,
                            Ownership.labels(workload.scope().description())))
                    .withType("Opaque")
                    .withData(
                        Map.of(
                            KEY,
                            Base64.getEncoder()
                                .encodeToString(pem.getBytes(StandardCharsets.UTF_8))))
                    .build())
        .toList();
  }
}
