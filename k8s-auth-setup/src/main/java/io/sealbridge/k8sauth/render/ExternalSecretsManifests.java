package io.sealbridge.k8sauth.render;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Objects that have the External Secrets Operator copy secrets into Secrets of Kubernetes. A store
 * is for one engine, so there are as many as the consumer has engines.
 */
final class ExternalSecretsManifests {
  private static final String API = "external-secrets.io/v1";

  private ExternalSecretsManifests() {}

  static List<HasMetadata> of(Workload workload) {
    List<HasMetadata> objects = new ArrayList<>(VaultAuthorities.configMap(workload));
    Map<String, SecretFile> engines = new LinkedHashMap<>();
    workload.secrets().forEach(secret -> engines.putIfAbsent(secret.secret().engine(), secret));
    engines
        .values()
        .forEach(
            secret ->
                objects.add(
                    CustomObjects.of(
                        API,
                        "SecretStore",
                        workload,
                        store(workload, secret),
                        Map.of("provider", Map.of("vault", vault(workload, secret))))));
    for (SecretFile secret : workload.secrets()) {
      String name = workload.nameFor(secret);
      objects.add(
          CustomObjects.of(API, "ExternalSecret", workload, name, copy(workload, secret, name)));
    }
    return List.copyOf(objects);
  }

  private static String store(Workload workload, SecretFile secret) {
    return ObjectName.of(workload.name() + "-" + secret.secret().engine());
  }

  private static Map<String, Object> vault(Workload workload, SecretFile secret) {
    Map<String, Object> vault = new TreeMap<>();
    vault.put("server", workload.scope().vaultAddress().toString());
    vault.put("path", secret.secret().engine());
    vault.put("version", "v" + secret.version());
    workload
        .scope()
        .description()
        .vault()
        .namespace()
        .ifPresent(namespace -> vault.put("namespace", namespace));
    if (workload.scope().vaultAuthorities().isPresent()) {
      vault.put(
          "caProvider",
          new TreeMap<>(
              Map.of(
                  "type",
                  "ConfigMap",
                  "name",
                  VaultAuthorities.NAME,
                  "key",
                  VaultAuthorities.KEY)));
    }
    vault.put("auth", workload.scope().logsInByJwt() ? byJwt(workload) : byReview(workload));
    return vault;
  }

  private static Map<String, Object> byReview(Workload workload) {
    Map<String, Object> account = account(workload);
    workload.audience().ifPresent(audience -> account.put("audiences", List.of(audience)));
    return Map.of(
        "kubernetes",
        new TreeMap<>(
            Map.of(
                "mountPath", workload.scope().cluster().mount(),
                "role", workload.role(),
                "serviceAccountRef", account)));
  }

  private static Map<String, Object> byJwt(Workload workload) {
    Map<String, Object> token = new TreeMap<>();
    token.put("serviceAccountRef", account(workload));
    token.put("expirationSeconds", PodParts.TOKEN_SECONDS);
    workload.audience().ifPresent(audience -> token.put("audiences", List.of(audience)));
    return Map.of(
        "jwt",
        new TreeMap<>(
            Map.of(
                "path", workload.scope().cluster().mount(),
                "role", workload.role(),
                "kubernetesServiceAccountToken", token)));
  }

  private static Map<String, Object> account(Workload workload) {
    return new TreeMap<>(Map.of("name", workload.consumer().serviceAccount()));
  }

  private static Map<String, Object> copy(Workload workload, SecretFile secret, String name) {
    Map<String, Object> spec = new TreeMap<>();
    spec.put("refreshInterval", workload.scope().refresh());
    spec.put(
        "secretStoreRef",
        new TreeMap<>(Map.of("kind", "SecretStore", "name", store(workload, secret))));
    spec.put("target", new TreeMap<>(Map.of("name", name)));
    spec.put(
        "dataFrom",
        List.of(Map.of("extract", new TreeMap<>(Map.of("key", secret.secret().path())))));
    return spec;
  }
}
