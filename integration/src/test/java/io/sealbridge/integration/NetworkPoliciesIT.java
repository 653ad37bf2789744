package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.kubernetes.KubernetesApi;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.PrivateFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** That a real API server takes the rendered policies; what they mean is decided by unit tests. */
class NetworkPoliciesIT {
  private static final String ACCESS =
      """
      vault: { address: "https://vault.vault.svc:8200", cluster: prod }
      clusters:
        - name: prod
          network:
            kinds: [%s]
            isolatedNamespaces: [apps]
            dns: { nodeLocalAddresses: [169.254.20.10, 10.96.0.10] }
            vault: { clientCidrs: [203.0.113.0/24], sealKey: root }
            apiServer: { cidrs: [10.0.0.1/32], ports: [6443] }
            bridge:
              cidrs: [192.0.2.20/32]
              keys: [ { name: root, port: 9200 }, { name: billing, port: 9201, clients: [web] } ]
            egress: [ { consumer: web, cidrs: [192.0.2.50/32], ports: [5432] } ]
      consumers:
        - { name: web, namespace: apps, serviceAccount: web, secrets: [ { engine: apps, path: web } ] }
      """;

  @RegisterExtension final Scene scene = new Scene();

  @Test
  void areTakenByTheServerAsTheyAre() {
    // given
    KubernetesApi api = scene.closing(new KubernetesApi(scene.folder().resolve("kubernetes")));
    api.start();
    api.createNamespace("apps");
    api.createNamespace("vault");
    Rendered rendered = Rendered.describe(scene.folder(), ACCESS.formatted("kubernetes"));

    // when
    String policies = rendered.setup("render", "--only", "NetworkPolicy").orFail().output();

    // then
    CommandResult taken = dryRun(rendered, api, policies);
    assertThat(taken.exitCode()).as(taken.output()).isZero();
    assertThat(taken.output().lines())
        .hasSizeGreaterThanOrEqualTo(4)
        .allSatisfy(line -> assertThat(line).endsWith("serverside-applied (server dry run)"));
    CommandResult refused = dryRun(rendered, api, policies.replace("policyTypes", "policyType"));
    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
  }

  /** Both have a kind NetworkPolicy. */
  @Test
  void ofBothKindsLieInOneFolder() {
    // given
    Rendered rendered = Rendered.describe(scene.folder(), ACCESS.formatted("kubernetes, calico"));
    Path folder = scene.folder().resolve("manifests");

    // when
    rendered.setup("render", "--to", folder.toString()).orFail();

    // then
    assertThat(folder.toFile().list())
        .anySatisfy(name -> assertThat(name).startsWith("networkpolicy_apps_"))
        .anySatisfy(name -> assertThat(name).startsWith("calico-networkpolicy_apps_"));
  }

  private CommandResult dryRun(Rendered rendered, KubernetesApi api, String manifests) {
    Path file = PrivateFiles.write(scene.folder().resolve("policies.yaml"), manifests);
    return rendered.kubectl(
        api,
        "apply",
        "--server-side",
        "--dry-run=server",
        "--validate=strict",
        "--filename=" + file);
  }
}
