package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.kubernetes.Cluster;
import io.sealbridge.integration.kubernetes.ClusterUser;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.vault.DevelopmentServer;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.Product;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that takes so many requests in a time, and no more. */
class RateLimitIT {
  private static final String QUOTA = "/v1/sys/quotas/rate-limit/all";

  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  @RegisterExtension final Scene scene = new Scene();

  @BeforeAll
  static void makeAccount() {
    CLUSTER.api().createNamespace("apps");
    CLUSTER.api().createServiceAccount("apps", "web");
  }

  @ParameterizedTest
  @EnumSource
  void waitsAndGoesOnOrSaysHowLongItWouldHaveToWait(Product product) {
    // given
    DevelopmentServer server = scene.closing(DevelopmentServer.start(product, scene.folder()));
    AccessTool tool =
        new AccessTool(scene.folder().resolve("access"))
            .describe(
                DevelopmentServer.ROOT_TOKEN,
                """
                vault: { address: "%s", login: { tokenFile: vault-token } }
                clusters: [ { name: test, kubeconfig: "%s", setup: pinned-keys } ]
                secretEngines: [ { path: apps } ]
                consumers:
                  - { name: web, namespace: apps, serviceAccount: web, secrets: [ { engine: apps, path: web } ] }
                """
                    .formatted(server.address(), CLUSTER.api().kubeconfig(ClusterUser.ADMIN)));
    limit(server, Map.of("rate", 8, "interval", "2s"));

    // when: fewer in two seconds than any command makes
    CommandResult applied = tool.run("apply", "--yes");
    CommandResult verified = tool.run("verify");

    // then
    assertThat(applied.exitCode()).as(applied.output()).isZero();
    assertThat(verified.exitCode()).as(verified.output()).isZero();
    assertThat(verified.output()).contains("web logs in", "0 findings");
    assertThat(tool.run("plan").output()).isEqualTo("Nothing to change.\n");

    // when: whoever asks too often is shut out for longer than anybody wants to wait
    limit(server, Map.of("rate", 4, "interval", "1s", "block_interval", "300s"));
    CommandResult shutOut = tool.run("verify");

    // then
    assertThat(shutOut.exitCode()).as(shutOut.output()).isEqualTo(1);
    assertThat(shutOut.output())
        .containsPattern(
            "limits the rate of requests and refused \\S+ \\S+: it asks to wait \\d+ s")
        .contains("Raise the quota (sys/quotas/rate-limit)");
  }

  private static void limit(DevelopmentServer server, Map<String, ?> quota) {
    try (JsonHttp http = server.http()) {
      http.post("/v1/sys/quotas/config", Map.of("enable_rate_limit_response_headers", true))
          .expect(204);
      http.post(QUOTA, quota).expect(204);
    }
  }
}
