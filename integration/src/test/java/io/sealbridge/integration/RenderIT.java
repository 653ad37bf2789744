package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.kubernetes.KubernetesApi;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real API server takes every manifest, with strict validation of fields. The kinds of the
 * External Secrets Operator are its own, from its module; those of the Vault Secrets Operator and
 * of the CSI driver are ours, with the fields that their documentation names.
 */
class RenderIT {
  @RegisterExtension final Scene scene = new Scene();

  @ParameterizedTest
  @ValueSource(strings = {"own-token", "client-token", "reviewer-token", "pinned-keys"})
  void aRealApiServerTakesEveryManifest(String setup) throws IOException {
    // given
    KubernetesApi api = cluster();
    Rendered rendered = Rendered.describe(scene.folder(), access(setup, api));
    Path folder = scene.folder().resolve("manifests");
    learnKinds(rendered, api);

    // when
    rendered.setup("render", "--kustomize", folder.toString()).orFail();

    // then
    List<String> files = names(folder);
    assertThat(files).contains("kustomization.yaml", "podtemplate_vault_seal-bridge.yaml");
    CommandResult taken = dryRun(rendered, api, "--kustomize=" + folder);
    assertThat(taken.exitCode()).as(taken.output()).isZero();
    assertThat(taken.output().lines())
        .hasSize(files.size() - 1)
        .allSatisfy(line -> assertThat(line).endsWith("serverside-applied (server dry run)"));

    // when one letter of a field is another
    for (String field :
        List.of(
            "automountServiceAccountToken",
            "expirationSeconds",
            "skipTLSVerify",
            "refreshInterval",
            "provider:")) {
      String changed = rendered.stream().replace(field, "x" + field);
      Path file = PrivateFiles.write(scene.folder().resolve("changed.yaml"), changed);

      // then
      CommandResult refused = dryRun(rendered, api, "--filename=" + file);
      assertThat(refused.exitCode()).as(field + refused.output()).isEqualTo(1);
      assertThat(refused.output()).contains("x" + field.replace(":", ""));
    }
  }

  private static CommandResult dryRun(Rendered rendered, KubernetesApi api, String source) {
    return rendered.kubectl(
        api, "apply", "--server-side", "--dry-run=server", "--validate=strict", source);
  }

  private KubernetesApi cluster() {
    KubernetesApi api = scene.closing(new KubernetesApi(scene.folder().resolve("kubernetes")));
    api.start();
    api.createNamespace("apps");
    api.createNamespace("vault");
    return api;
  }

  private static void learnKinds(Rendered rendered, KubernetesApi api) {
    Path own = Repository.root().resolve("integration/src/test/resources/crds");
    rendered
        .kubectl(api, "create", "--filename=" + Repository.kinds(), "--filename=" + own)
        .orFail();
    rendered
        .kubectl(
            api,
            "wait",
            "--for=condition=Established",
            "--timeout=30s",
            "customresourcedefinitions",
            "--all")
        .orFail();
  }

  private static String access(String setup, KubernetesApi api) {
    return """
    vault:
      address: https://vault.vault.svc:8200
      caFile: "%s"
      cluster: prod
      namespace: team
    clusters: [ { name: prod, setup: %s } ]
    secretEngines: [ { path: apps }, { path: old, version: 1 } ]
    seal: { address: "https://seal-bridge.example:8210", key: root, caFile: "%s" }
    consumers:
      - { name: web, namespace: apps, serviceAccount: web, createServiceAccount: true, secrets: [ { engine: apps, path: web/db }, { engine: old, path: WEB_1 } ] }
      - { name: job, namespace: apps, serviceAccount: job, reads: agent-init, secrets: [ { engine: apps, path: job/db } ] }
      - { name: injected_1.2, namespace: apps, serviceAccount: web, reads: injector, secrets: [ { engine: apps, path: web/db } ] }
      - { name: mounted, namespace: apps, serviceAccount: web, reads: csi, secrets: [ { engine: apps, path: web/db } ] }
      - { name: copied, namespace: apps, serviceAccount: web, reads: vault-secrets-operator, secrets: [ { engine: apps, path: web/db }, { engine: old, path: web } ] }
      - { name: external, namespace: apps, serviceAccount: web, reads: external-secrets, secrets: [ { engine: apps, path: web/db }, { engine: old, path: web } ] }
    """
        .formatted(api.certificateAuthority(), setup, api.certificateAuthority());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
    }
  }
}
