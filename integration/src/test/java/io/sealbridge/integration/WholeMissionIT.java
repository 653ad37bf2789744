package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.kubernetes.Cluster;
import io.sealbridge.integration.kubernetes.ClusterUser;
import io.sealbridge.integration.kubernetes.Node;
import io.sealbridge.integration.kubernetes.ServiceAccount;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.integration.vault.VaultServer;
import java.util.Locale;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * From the key in the token to the secret in the pod: a server is unsealed by the bridge, one file
 * says who reads what, and the application in a pod reads it. Then all of it loses power.
 */
class WholeMissionIT {
  @RegisterExtension static final Cluster CLUSTER = Cluster.withNode();
  @RegisterExtension final Scene scene = new Scene();

  /** Nobody unseals, logs in, applies or makes a pod again; only the processes are started. */
  @ParameterizedTest
  @EnumSource
  void aPodReadsItsSecretAgainAfterAllWasKilledAtOnce(Product product) {
    // given
    Node node = CLUSTER.node();
    String namespace = product.name().toLowerCase(Locale.ROOT);
    node.api().createNamespace(namespace);
    Bridge bridge = scene.readyBridge();
    VaultServer server = server(product, bridge);

    // when
    AccessTool tool =
        new AccessTool(scene.folder().resolve("setup"))
            .describe(server.rootToken(), access(server, namespace));
    CommandResult applied = tool.run("apply", "--yes");

    // then
    assertThat(applied.exitCode()).as(applied.output()).isZero();

    // when
    PodAccess access = new PodAccess(server);
    access.writeSecret("first");
    CommandResult verified = tool.run("verify");

    // then
    assertThat(verified.exitCode()).as(verified.output()).isZero();
    assertThat(verified.output()).contains("reviewer-token", "web logs in");

    // when
    ServiceAccount web = node.api().serviceAccount(namespace, PodAccess.ROLE);
    AgentPod pod = AgentPod.start(node, product, web, server.address());

    // then
    pod.awaitSeen("first");
    String uid = pod.uid();

    // when
    bridge.running().kill();
    server.running().kill();
    node.kill();

    // then
    assertThat(bridge.running().isAlive()).isFalse();
    assertThat(server.running().isAlive()).isFalse();
    assertThat(node.podProcesses()).isEmpty();

    // when
    bridge.start();
    server.start();
    node.start();
    server.awaitUnsealed();
    access.writeSecret("second");

    // then
    pod.awaitSeen("second");
    assertThat(pod.uid()).isEqualTo(uid);
  }

  private VaultServer server(Product product, Bridge bridge) {
    return scene.unsealedServer(
        product, bridge.stanza().withClient(bridge.client()), CLUSTER.node().gateway());
  }

  private static String access(VaultServer server, String namespace) {
    return """
    owner: %1$s
    vault: { address: "%2$s", login: { tokenFile: vault-token } }
    clusters:
      - { name: test, kubeconfig: "%3$s", reviewerNamespace: %1$s }
    secretEngines: [ { path: kv } ]
    consumers:
      - name: %4$s
        namespace: %1$s
        serviceAccount: %4$s
        createServiceAccount: true
        secrets: [ { engine: kv, path: web } ]
    """
        .formatted(
            namespace,
            server.address(),
            CLUSTER.api().kubeconfig(ClusterUser.ADMIN),
            PodAccess.ROLE);
  }
}
