package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.kubernetes.Cluster;
import io.sealbridge.integration.kubernetes.ClusterUser;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.process.Ports;
import io.sealbridge.integration.vault.DevelopmentServer;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.Product;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What changes behind the tool's back is seen, and put right only where that was asked for. */
class WatchIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String TOKEN = "marker-of-the-token";
  private static final String ROLE = "/v1/auth/kubernetes/role/web";
  private static final String CHANGED_ROLE =
      "k8s_auth_setup_drift_objects{kind=\"role\",state=\"changed\"} ";

  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  @RegisterExtension final Scene scene = new Scene();

  private final int port = Ports.free();

  @ParameterizedTest
  @EnumSource
  void seesWhatWasChangedByHandAndRepairsOnlyWhenToldTo(Product product) {
    // given
    DevelopmentServer server = scene.closing(DevelopmentServer.start(product, scene.folder()));
    AccessTool tool = applied(server);

    // when nothing differs
    CommandResult same = tool.run("watch", "--once");

    // then
    assertThat(same.exitCode()).as(same.output()).isZero();

    // when
    changeByHand(server);
    CommandResult differs = tool.run("watch", "--once");

    // then
    assertThat(differs.exitCode()).as(differs.output()).isEqualTo(3);
    assertThat(differs.output())
        .contains("drift: role web of auth method kubernetes/ is not as the file says");
    assertThat(lifetime(server)).isEqualTo(42);

    // when
    CommandResult repaired = tool.run("watch", "--once", "--repair");

    // then
    assertThat(repaired.exitCode()).as(repaired.output()).isZero();
    assertThat(repaired.output()).contains("repaired: role web of auth method kubernetes/");
    assertThat(lifetime(server)).isNotEqualTo(42);
    assertThat(tool.run("plan").orFail().output()).isEqualTo("Nothing to change.\n");
  }

  @ParameterizedTest
  @EnumSource
  void servesWhatItSeesAndEndsWhenTold(Product product) {
    // given
    DevelopmentServer server = scene.closing(DevelopmentServer.start(product, scene.folder()));
    AccessTool tool = applied(server);
    ManagedProcess watch =
        scene.closing(tool.start("watch", "--interval", "1s", "--listen", "" + port));
    awaitMetric("k8s_auth_setup_last_round_successful 1.0", watch);
    assertThat(metrics()).contains(CHANGED_ROLE + "0.0");

    // when
    changeByHand(server);

    // then
    awaitMetric(CHANGED_ROLE + "1.0", watch);
    assertThat(lifetime(server)).isEqualTo(42);
    assertThat(metrics()).doesNotContain(TOKEN);

    // when the file says what the server has
    tool.run("apply", "--yes").orFail();

    // then
    awaitMetric(CHANGED_ROLE + "0.0", watch);
    assertThat(watch.terminate()).as(watch.tail()).isZero();
    assertThat(watch.output())
        .containsOnlyOnce("drift: role web of auth method kubernetes/")
        .doesNotContain("repaired")
        .contains("ended: told to end")
        .doesNotContain(TOKEN);
  }

  @ParameterizedTest
  @EnumSource
  void outlastsASealedServerAndRepairsAfterwards(Product product) {
    // given
    DevelopmentServer server = scene.closing(DevelopmentServer.start(product, scene.folder()));
    AccessTool tool = applied(server);
    ManagedProcess watch =
        scene.closing(tool.start("watch", "--interval", "1s", "--repair", "--listen", "" + port));
    awaitMetric("k8s_auth_setup_last_round_successful 1.0", watch);

    // when
    server.seal();

    // then
    awaitMetric("k8s_auth_setup_last_round_successful 0.0", watch);
    assertThat(metrics()).doesNotContain("k8s_auth_setup_failures_total 0.0");
    Eventually.until(
        "the log says it: " + watch.tail(),
        LIMIT,
        () -> watch.output().contains("failed: Vault at " + server.address() + " is sealed."));

    // when
    server.unseal();
    changeByHand(server);

    // then
    awaitMetric("k8s_auth_setup_last_round_successful 1.0", watch);
    Eventually.until("the role is repaired", LIMIT, () -> lifetime(server) != 42);
    awaitMetric(CHANGED_ROLE + "0.0", watch);
    assertThat(watch.output()).contains("recovered: after ");
    assertThat(watch.terminate()).as(watch.tail()).isZero();
  }

  private AccessTool applied(DevelopmentServer server) {
    AccessTool tool = new AccessTool(scene.folder().resolve("setup"));
    try (JsonHttp http = server.http()) {
      http.post("/v1/auth/token/create", Map.of("id", TOKEN, "policies", List.of("root")))
          .expect(200);
    }
    tool.describe(TOKEN, access(server));
    tool.run("apply", "--yes").orFail();
    return tool;
  }

  private static String access(DevelopmentServer server) {
    return """
    vault: { address: "%s", login: { tokenFile: vault-token } }
    clusters: [ { name: prod, kubeconfig: "%s", mount: kubernetes, setup: client-token } ]
    secretEngines: [ { path: apps } ]
    consumers:
      - { name: web, namespace: apps, serviceAccount: web, secrets: [ { engine: apps, path: web/db } ] }
    """
        .formatted(server.address(), CLUSTER.api().kubeconfig(ClusterUser.ADMIN));
  }

  private static void changeByHand(DevelopmentServer server) {
    try (JsonHttp http = server.http()) {
      // Vault answers 200 with a warning about the role where OpenBao has nothing to say.
      assertThat(http.post(ROLE, Map.of("token_ttl", 42)).status()).isIn(200, 204);
    }
  }

  private static int lifetime(DevelopmentServer server) {
    try (JsonHttp http = server.http()) {
      return http.get(ROLE).expect(200).json().at("/data/token_ttl").asInt();
    }
  }

  private void awaitMetric(String line, ManagedProcess watch) {
    Eventually.until(
        line + "; the log ends with\n" + watch.tail(), LIMIT, () -> metrics().contains(line));
  }

  private String metrics() {
    try (JsonHttp http =
        new JsonHttp(URI.create("http://127.0.0.1:" + port), Optional.empty(), Optional.empty())) {
      return http.tryGet("/metrics").map(JsonHttp.Answer::text).orElse("");
    }
  }
}
