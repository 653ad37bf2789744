package io.sealbridge.k8sauth.render;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Objects that have the Vault Secrets Operator copy secrets into Secrets of Kubernetes. */
final class VaultSecretsOperatorManifests {
  private static final String API = "secrets.hashicorp.com/v1beta1";

  private VaultSecretsOperatorManifests() {}

  static List<HasMetadata> of(Workload workload) {
    List<HasMetadata> objects = new ArrayList<>(VaultAuthorities.secret(workload));
    objects.add(connection(workload));
    objects.add(CustomObjects.of(API, "VaultAuth", workload, workload.name(), login(workload)));
    for (SecretFile secret : workload.secrets()) {
      String name = workload.nameFor(secret);
      objects.add(
          CustomObjects.of(API, "VaultStaticSecret", workload, name, copy(workload, secret, name)));
    }
    return List.copyOf(objects);
  }

  private static HasMetadata connection(Workload workload) {
    Map<String, Object> spec = new TreeMap<>();
    spec.put("address", workload.scope().vaultAddress().toString());
    spec.put("skipTLSVerify", false);
    if (workload.scope().vaultAuthorities().isPresent()) {
      spec.put("caCertSecretRef", VaultAuthorities.NAME);
    }
    return CustomObjects.of(API, "VaultConnection", workload, workload.name(), spec);
  }

  private static Map<String, Object> login(Workload workload) {
    Map<String, Object> account = new TreeMap<>();
    account.put("role", workload.role());
    account.put("serviceAccount", workload.consumer().serviceAccount());
    account.put("tokenExpirationSeconds", PodParts.TOKEN_SECONDS);
    workload.audience().ifPresent(audience -> account.put("audiences", List.of(audience)));
    String method = workload.scope().logsInByJwt() ? "jwt" : "kubernetes";
    Map<String, Object> spec = inNamespace(workload);
    spec.put("vaultConnectionRef", workload.name());
    spec.put("method", method);
    spec.put("mount", workload.scope().cluster().mount());
    spec.put(method, account);
    return spec;
  }

  private static Map<String, Object> copy(Workload workload, SecretFile secret, String name) {
    Map<String, Object> spec = inNamespace(workload);
    spec.put("vaultAuthRef", workload.name());
    spec.put("type", secret.version() == 1 ? "kv-v1" : "kv-v2");
    spec.put("mount", secret.secret().engine());
    spec.put("path", secret.secret().path());
    spec.put("refreshAfter", workload.scope().refresh());
    spec.put("hmacSecretData", true);
    spec.put("destination", new TreeMap<>(Map.of("name", name, "create", true)));
    return spec;
  }

  private static Map<String, Object> inNamespace(Workload workload) {
    Map<String, Object> spec = new TreeMap<>();
    workload
        .scope()
        .description()
        .vault()
        .namespace()
        .ifPresent(namespace -> spec.put("namespace", namespace));
    return spec;
  }
}
