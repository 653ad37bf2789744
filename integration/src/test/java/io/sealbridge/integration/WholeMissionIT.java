package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.kubernetes.Cluster;
import io.sealbridge.integration.kubernetes.ClusterUser;
import io.sealbridge.integration.kubernetes.Node;
import io.sealbridge.integration.kubernetes.ServiceAccount;
import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.PrivateFiles;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.integration.vault.VaultServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * From the key in the token to the secret in the pod: a server is unsealed by the bridge, one file
 * says who reads what, and the application in a pod reads it. Then all of it loses power.
 */
class WholeMissionIT {
  private static final Duration APPLY = Duration.ofMinutes(2);

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
    ServiceAccount web = node.api().createServiceAccount(namespace, PodAccess.ROLE);
    Bridge bridge = scene.readyBridge();
    VaultServer server = server(product, bridge);

    // when
    CommandResult applied = apply(server, web);

    // then
    assertThat(applied.exitCode()).as(applied.output()).isZero();

    // when
    PodAccess access = new PodAccess(server);
    access.writeSecret("first");
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
    VaultServer server =
        scene.server(
            product, bridge.stanza().withClient(bridge.client()), CLUSTER.node().gateway());
    server.start();
    server.initialise();
    server.awaitUnsealed();
    return server;
  }

  private CommandResult apply(VaultServer server, ServiceAccount web) {
    PrivateFiles.write(scene.folder().resolve("vault-token"), server.rootToken());
    Path file =
        PrivateFiles.write(
            scene.folder().resolve("access.yaml"),
            """
            vault: { address: "%s", login: { tokenFile: vault-token } }
            clusters:
              - { name: test, kubeconfig: "%s", setup: pinned-keys }
            secretEngines: [ { path: kv } ]
            consumers:
              - name: %s
                namespace: %s
                serviceAccount: %s
                secrets: [ { engine: kv, path: web } ]
            """
                .formatted(
                    server.address(),
                    CLUSTER.api().kubeconfig(ClusterUser.ADMIN),
                    PodAccess.ROLE,
                    web.namespace(),
                    web.name()));
    return Command.run(
        List.of(
            Repository.accessLauncher().toString(), "apply", "--yes", "--file", file.toString()),
        Map.of("JAVA_HOME", System.getProperty("java.home")),
        APPLY);
  }
}
