package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.kubernetes.Cluster;
import io.sealbridge.integration.kubernetes.Node;
import io.sealbridge.integration.kubernetes.ServiceAccount;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.integration.vault.VaultServer;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An application in a real pod reads its secret through the product's own agent and holds none that
 * was typed by anybody; the server is unsealed by the bridge.
 */
class AgentPodsIT {
  private static final Duration TTL = Duration.ofSeconds(20);

  @RegisterExtension static final Cluster CLUSTER = Cluster.withNode();
  @RegisterExtension final Scene scene = new Scene();

  /**
   * What losing access means: the agent's token is not renewed and ends, each new login is refused,
   * and a value written afterwards is never seen. The file that was rendered before stays.
   */
  @ParameterizedTest
  @EnumSource
  void readsItsSecretAndItsSuccessorUntilTheRoleIsRemoved(Product product) {
    // given
    Node node = CLUSTER.node();
    ServiceAccount web = account(product, "web");
    ServiceAccount other = node.api().createServiceAccount(web.namespace(), "other");
    VaultServer server = unsealedServer(product);
    PodAccess access = PodAccess.setUp(server, node.api(), web, TTL);
    access.writeSecret("first");

    // when
    AgentPod pod = AgentPod.start(node, product, web, server.address());

    // then
    pod.awaitSeen("first");

    // when
    access.writeSecret("second");

    // then
    pod.awaitSeen("second");

    // when
    AgentPod stranger = AgentPod.start(node, product, other, server.address());

    // then
    stranger.awaitAgentSays("error authenticating", 1);
    assertThat(stranger.agentLog()).contains("Code: 403");
    assertThat(stranger.files()).isEmpty();

    // when
    access.removeRole();
    access.awaitNoTokens();
    access.writeSecret("third");

    // then
    pod.awaitAgentSays("invalid role name", pod.timesAgentSaid("invalid role name") + 1);
    assertThat(pod.seenByApplication()).isEqualTo("second");
  }

  private static ServiceAccount account(Product product, String name) {
    String namespace = product.name().toLowerCase(Locale.ROOT);
    CLUSTER.api().createNamespace(namespace);
    return CLUSTER.api().createServiceAccount(namespace, name);
  }

  private VaultServer unsealedServer(Product product) {
    Bridge bridge = scene.readyBridge();
    return scene.unsealedServer(
        product,
        bridge.stanza().withToken(bridge.createToken("vault-token")),
        CLUSTER.node().gateway());
  }
}
