package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.kubernetes.ClusterUser;
import io.sealbridge.integration.kubernetes.KubernetesApi;
import io.sealbridge.integration.kubernetes.ServiceAccount;
import io.sealbridge.integration.kubernetes.TokenController;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.vault.DevelopmentServer;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.integration.vault.WriteGate;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** More than one cluster in a file, and a cluster that goes away. */
class ClusterFaultsIT {
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @RegisterExtension final Scene scene = new Scene();

  @ParameterizedTest
  @EnumSource
  void severalClustersAreSetUpByOneFileAndKeptApart(Product product) {
    // given
    KubernetesApi east = cluster("east");
    KubernetesApi west = cluster("west");
    DevelopmentServer server = server(product);
    AccessTool tool =
        new AccessTool(scene.folder().resolve("access"))
            .describe(
                DevelopmentServer.ROOT_TOKEN,
                """
                vault: { address: "%s", login: { tokenFile: vault-token } }
                clusters:
                  - { name: east, kubeconfig: "%s", mount: east, setup: pinned-keys }
                  - { name: west, kubeconfig: "%s", mount: west, setup: pinned-keys }
                secretEngines: [ { path: apps } ]
                consumers:
                  - { name: web, cluster: east, namespace: apps, serviceAccount: web, secrets: [ { engine: apps, path: web } ] }
                  - { name: job, cluster: west, namespace: apps, serviceAccount: web, secrets: [ { engine: apps, path: job } ] }
                """
                    .formatted(
                        server.address(),
                        east.kubeconfig(ClusterUser.ADMIN),
                        west.kubeconfig(ClusterUser.ADMIN)));

    // when
    tool.run("apply", "--yes").orFail();

    // then
    assertThat(tool.run("plan").output()).isEqualTo("Nothing to change.\n");
    assertThat(login(server, "east", "web", token(east))).isEqualTo(200);
    assertThat(login(server, "west", "job", token(west))).isEqualTo(200);
    assertThat(login(server, "west", "job", token(east))).isNotEqualTo(200);
    assertThat(login(server, "east", "web", token(west))).isNotEqualTo(200);

    // when
    west.kill();
    server.seal();
    CommandResult failed = tool.run("plan");

    // then: each side is told of
    assertThat(failed.exitCode()).as(failed.output()).isEqualTo(1);
    assertThat(failed.output())
        .contains(server.address() + " is sealed", west.address().toString())
        .doesNotContain(east.address().toString());
  }

  @ParameterizedTest
  @EnumSource
  void anApplyThatLosesItsClusterSaysSoAndIsMendedByTheNext(Product product) {
    // given
    KubernetesApi api = cluster("c");
    scene.closing(new TokenController(scene.folder().resolve("controller"), api));
    DevelopmentServer server = server(product);
    try (WriteGate gate = new WriteGate(server.address(), 1)) {
      AccessTool tool = new AccessTool(scene.folder().resolve("access"));
      tool.describe(DevelopmentServer.ROOT_TOKEN, reviewed(gate.address(), api));
      ManagedProcess apply = scene.closing(tool.start("apply", "--yes"));
      Eventually.until("the plan is made", LIMIT, gate::isHeld);

      // when
      api.kill();
      gate.release();

      // then
      assertThat(apply.awaitExit(LIMIT)).as(apply.output()).isEqualTo(1);
      assertThat(apply.output()).contains(api.address().toString());

      // when
      api.start();
      tool.describe(DevelopmentServer.ROOT_TOKEN, reviewed(server.address(), api));
      CommandResult again = tool.run("apply", "--yes");

      // then
      assertThat(again.exitCode()).as(again.output()).isZero();
      assertThat(tool.run("plan").output()).isEqualTo("Nothing to change.\n");
      assertThat(login(server, "kubernetes", "web", token(api))).isEqualTo(200);
    }
  }

  private static String reviewed(URI vault, KubernetesApi api) {
    return """
    vault: { address: "%s", login: { tokenFile: vault-token } }
    clusters:
      - { name: test, kubeconfig: "%s", reviewerNamespace: apps }
    secretEngines: [ { path: apps } ]
    consumers:
      - { name: web, namespace: apps, serviceAccount: web, secrets: [ { engine: apps, path: web } ] }
    """
        .formatted(vault, api.kubeconfig(ClusterUser.ADMIN));
  }

  private KubernetesApi cluster(String name) {
    KubernetesApi api = scene.closing(new KubernetesApi(scene.folder().resolve(name)));
    api.start();
    api.createNamespace("apps");
    api.createServiceAccount("apps", "web");
    return api;
  }

  private DevelopmentServer server(Product product) {
    return scene.closing(DevelopmentServer.start(product, scene.folder().resolve("server")));
  }

  private static String token(KubernetesApi api) {
    ServiceAccount web = api.serviceAccount("apps", "web");
    return api.token(web, Optional.of("vault"), LIFETIME);
  }

  private static int login(DevelopmentServer server, String mount, String role, String jwt) {
    try (JsonHttp http = new JsonHttp(server.address(), Optional.empty(), Optional.empty())) {
      return http.post("/v1/auth/" + mount + "/login", Map.of("role", role, "jwt", jwt)).status();
    }
  }
}
