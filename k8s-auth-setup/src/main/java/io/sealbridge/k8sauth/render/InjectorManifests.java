package io.sealbridge.k8sauth.render;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.sealbridge.k8sauth.access.ManifestsSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An application that vault-k8s adds the agent to. The injector cannot add a volume for a token
 * with an audience of its own, so the pod declares it. OpenBao's chart ships the same injector,
 * with the same annotations.
 */
final class InjectorManifests {
  private static final String PREFIX = "vault.hashicorp.com/";
  private static final String TOKEN = "vault-token";

  /** Where the injector mounts the declared volume in its own container. */
  private static final String TOKEN_FILE =
      "/var/run/secrets/vault.hashicorp.com/serviceaccount/" + PodParts.TOKEN_FILE;

  /** What is left of the longest name of an annotation behind agent-inject-template-. */
  private static final int LONGEST_KEY = 40;

  private InjectorManifests() {}

  static List<HasMetadata> of(Workload workload) {
    List<HasMetadata> objects = new ArrayList<>(VaultAuthorities.secret(workload));
    ManifestsSection manifests = workload.scope().manifests();
    Container application =
        new ContainerBuilder()
            .withName("application")
            .withImage(manifests.applicationImage())
            .withSecurityContext(PodParts.confined())
            .build();
    objects.add(
        Deployments.of(
            workload,
            annotations(workload),
            new PodSpecBuilder()
                .withServiceAccountName(workload.consumer().serviceAccount())
                .withAutomountServiceAccountToken(false)
                .withSecurityContext(PodParts.unprivileged(manifests.userId()))
                .withContainers(application)
                .withVolumes(PodParts.token(TOKEN, workload.audience()))
                .build()));
    return List.copyOf(objects);
  }

  private static Map<String, String> annotations(Workload workload) {
    Map<String, String> annotations = new TreeMap<>();
    put(annotations, "agent-inject", "true");
    put(annotations, "agent-image", workload.scope().manifests().programImage());
    put(annotations, "agent-run-as-same-user", "true");
    put(annotations, "agent-service-account-token-volume-name", TOKEN);
    put(annotations, "auth-path", workload.loginPath());
    if (workload.scope().logsInByJwt()) {
      put(annotations, "auth-type", "jwt");
      put(annotations, "auth-config-path", TOKEN_FILE);
      put(annotations, "auth-config-remove_jwt_after_reading", "false");
    }
    put(annotations, "role", workload.role());
    put(annotations, "service", workload.scope().vaultAddress().toString());
    workload
        .scope()
        .description()
        .vault()
        .namespace()
        .ifPresent(namespace -> put(annotations, "namespace", namespace));
    if (workload.scope().vaultAuthorities().isPresent()) {
      put(annotations, "tls-secret", VaultAuthorities.NAME);
      put(annotations, "ca-cert", "/vault/tls/" + VaultAuthorities.KEY);
    }
    put(annotations, "template-config-exit-on-retry-failure", "true");
    workload.secrets().forEach(secret -> put(annotations, secret));
    return annotations;
  }

  private static void put(Map<String, String> annotations, SecretFile secret) {
    String key = ObjectName.of(secret.plainName(), LONGEST_KEY);
    put(annotations, "agent-inject-secret-" + key, secret.apiPath());
    put(annotations, "agent-inject-file-" + key, secret.name());
    put(annotations, "agent-inject-perms-" + key, "0400");
    put(annotations, "agent-inject-template-" + key, secret.template());
    put(annotations, "error-on-missing-key-" + key, "true");
  }

  private static void put(Map<String, String> annotations, String name, String value) {
    annotations.put(PREFIX + name, value);
  }
}
