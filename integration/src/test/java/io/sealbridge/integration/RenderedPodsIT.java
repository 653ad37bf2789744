package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.kubernetes.Cluster;
import io.sealbridge.integration.kubernetes.ClusterUser;
import io.sealbridge.integration.kubernetes.Node;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.integration.vault.VaultServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * From one file to pods that read: what {@code apply} makes and {@code render} writes, on a real
 * node, with nothing changed by hand. The server is outside the cluster and unsealed by the bridge.
 */
class RenderedPodsIT {
  private static final Duration WRITABLE = Duration.ofMinutes(1);

  @RegisterExtension static final Cluster CLUSTER = Cluster.withNode();
  @RegisterExtension final Scene scene = new Scene();

  @ParameterizedTest
  @EnumSource
  void readTheirSecretsAsTheFileSaysAndNoLongerThanItSays(Product product) {
    // given
    Node node = CLUSTER.node();
    String namespace = "rendered-" + product.name().toLowerCase(Locale.ROOT);
    node.api().createNamespace(namespace);
    String image = "seal-bridge.test/rendered-" + namespace + ":1";
    node.loadImage(image, product.binary());
    VaultServer server = unsealedServer(product);
    AccessTool tool = new AccessTool(scene.folder().resolve("access"));
    String access = access(product, server, namespace, image);
    tool.describe(server.rootToken(), access);

    // when
    tool.run("apply", "--yes").orFail();
    write(server, "web/db", "first");
    write(server, "job/db", "once");
    CommandResult verified = tool.run("verify");
    Path manifests = scene.folder().resolve("manifests");
    tool.run("render", "--kustomize", manifests.toString()).orFail();
    RenderedPod.apply(node.kubectl(), manifests);

    // then
    assertThat(verified.exitCode()).as(verified.output()).isZero();
    RenderedPod web = new RenderedPod(node.kubectl(), namespace, "web");
    RenderedPod job = new RenderedPod(node.kubectl(), namespace, "job");
    web.awaitSeen("web-db.json", "first");
    job.awaitSeen("job-db.json", "once");

    // when
    write(server, "web/db", "second");
    write(server, "job/db", "twice");

    // then: the agent beside the application follows, the one that ran before it does not
    web.awaitSeen("web-db.json", "second");
    assertThat(job.seen("job-db.json")).contains("once").doesNotContain("twice");

    // when: pods of another account come with the same manifests
    job.takeAccount("web");
    job.makeAgain();

    // then
    job.awaitAgentSays("Code: 403", 0);
    assertThat(job.applicationHasStarted()).isFalse();

    // when: the file names nobody any more
    tool.describe(server.rootToken(), access.replaceAll("(?ms)^consumers:.*", ""));
    tool.run("apply", "--yes", "--prune").orFail();
    write(server, "web/db", "third");

    // then
    web.awaitAgentSays("permission denied", 0);
    assertThat(web.seen("web-db.json")).contains("second");

    job.awaitAgentSays("invalid role name", 0);
    assertThat(web.agentLog()).doesNotContain("first", "second", "third");
  }

  private static String access(
      Product product, VaultServer server, String namespace, String image) {
    String consumer =
        "  - { name: %1$s, namespace: %2$s, serviceAccount: %1$s, createServiceAccount: true, reads: %3$s, secrets: [ { engine: apps, path: %1$s/db } ] }\n";
    return """
    owner: %1$s
    vault: { address: "%2$s", login: { tokenFile: vault-token } }
    clusters:
      - { name: node, kubeconfig: "%3$s", reviewerNamespace: %1$s }
    secretEngines: [ { path: apps } ]
    manifests: { product: %4$s, agentImage: "%5$s", applicationImage: "%5$s", refresh: 2s }
    consumers:
    """
            .formatted(
                namespace,
                server.address(),
                CLUSTER.api().kubeconfig(ClusterUser.ADMIN),
                product.name().toLowerCase(Locale.ROOT),
                image)
        + consumer.formatted("web", namespace, "agent")
        + consumer.formatted("job", namespace, "agent-init");
  }

  private static void write(VaultServer server, String path, String password) {
    try (JsonHttp http = server.http()) {
      Eventually.until(
          "the key-value engine takes writes",
          WRITABLE,
          () ->
              http.post("/v1/apps/data/" + path, Map.of("data", Map.of("password", password)))
                      .status()
                  == 200);
    }
  }

  private VaultServer unsealedServer(Product product) {
    Bridge bridge = scene.readyBridge();
    return scene.unsealedServer(
        product,
        bridge.stanza().withToken(bridge.createToken("vault-token")),
        CLUSTER.node().gateway());
  }
}
