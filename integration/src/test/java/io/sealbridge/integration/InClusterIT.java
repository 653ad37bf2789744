package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealbridge.integration.kubernetes.Cluster;
import io.sealbridge.integration.kubernetes.ClusterUser;
import io.sealbridge.integration.kubernetes.Node;
import io.sealbridge.integration.kubernetes.ServiceAccount;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.Product;
import java.util.Locale;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server that runs in the cluster whose pods log in to it asks the API server with the token of
 * its own pod: nobody gives it one, and the file does not say so.
 */
class InClusterIT {

  @RegisterExtension static final Cluster CLUSTER = Cluster.withNode();

  @RegisterExtension final Scene scene = new Scene();

  @ParameterizedTest
  @EnumSource
  void aServerInThePodsClusterChecksTokensWithItsOwn(Product product) {
    // given
    Node node = CLUSTER.node();
    String namespace = product.name().toLowerCase(Locale.ROOT);
    node.api().createNamespace(namespace);
    ServerPod server = ServerPod.start(node, product, namespace);
    AccessTool tool =
        new AccessTool(scene.folder().resolve("setup"))
            .describe(ServerPod.ROOT_TOKEN, access(server));

    // when
    CommandResult planned = tool.run("plan");
    CommandResult applied = tool.run("apply", "--yes");
    CommandResult again = tool.run("plan");

    // then
    assertThat(planned.exitCode()).as(planned.output()).isEqualTo(3);
    assertThat(applied.exitCode()).as(applied.output()).isZero();
    assertThat(again.output()).isEqualTo("Nothing to change.\n");
    assertThat(again.exitCode()).isZero();
    assertThat(config(server).path("disable_local_ca_jwt").asBoolean(true)).isFalse();
    assertThat(config(server).path("token_reviewer_jwt_set").asBoolean()).isFalse();

    // when
    server.writeSecret("first");
    CommandResult verified = tool.run("verify");

    // then
    assertThat(verified.exitCode()).as(verified.output()).isZero();
    assertThat(verified.output())
        .contains(
            "own-token",
            "Vault's own ServiceAccount " + namespace + "/vault may make TokenReviews",
            "web logs in",
            "reads " + PodAccess.SECRET);

    // when
    ServiceAccount web = node.api().serviceAccount(namespace, PodAccess.ROLE);
    ServiceAccount other = node.api().createServiceAccount(namespace, "other");
    AgentPod pod = AgentPod.start(node, product, web, server.address());
    AgentPod stranger = AgentPod.start(node, product, other, server.address());

    // then
    pod.awaitSeen("first");
    stranger.awaitAgentSays("error authenticating", 1);
    assertThat(stranger.agentLog()).contains("Code: 403");
    assertThat(stranger.files()).isEmpty();

    // when Vault's own ServiceAccount has lost its right
    node.kubectl().run("delete", "clusterrolebinding", binding(namespace)).orFail();
    CommandResult found = tool.run("verify");

    // then
    assertThat(found.exitCode()).as(found.output()).isEqualTo(3);
    assertThat(found.output())
        .contains(
            "Vault's own ServiceAccount " + namespace + "/vault may not make TokenReviews",
            "bind it to a ClusterRole that may create tokenreviews.authentication.k8s.io");
    assertThat(tool.run("apply", "--yes").orFail().output())
        .contains("ClusterRoleBinding " + binding(namespace));
    tool.run("verify").orFail();
  }

  private static String binding(String owner) {
    return "k8s-auth-setup:" + owner + ":kubernetes:token-review";
  }

  private static JsonNode config(ServerPod server) {
    try (JsonHttp http = server.http()) {
      return http.get("/v1/auth/kubernetes/config").expect(200).json().path("data");
    }
  }

  private static String access(ServerPod server) {
    return """
    owner: %1$s
    vault:
      address: "%2$s"
      login: { tokenFile: vault-token }
      cluster: test
      podNamespace: %1$s
      podServiceAccount: %3$s
    clusters:
      - { name: test, kubeconfig: "%4$s", apiServer: "%5$s" }
    secretEngines: [ { path: kv } ]
    consumers:
      - name: %6$s
        namespace: %1$s
        serviceAccount: %6$s
        createServiceAccount: true
        secrets: [ { engine: kv, path: web } ]
    """
        .formatted(
            server.namespace(),
            server.address(),
            ServerPod.NAME,
            CLUSTER.api().kubeconfig(ClusterUser.ADMIN),
            CLUSTER.api().address(),
            PodAccess.ROLE);
  }
}
