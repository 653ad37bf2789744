package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.kubernetes.ClusterUser;
import io.sealbridge.integration.kubernetes.KubernetesApi;
import io.sealbridge.integration.kubernetes.ServiceAccount;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.integration.vault.VaultServer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From one file to a ServiceAccount that reads its secret, on a server that a bridge unseals. */
class AccessSetupIT {
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final String WEB =
      """
        - { name: web, namespace: apps, serviceAccount: web, secrets: [ { engine: apps, path: web/db } ] }
      """;
  private static final String JOB =
      """
        - { name: job, namespace: apps, serviceAccount: job, secrets: [ { engine: apps, path: job/db } ] }
      """;

  @RegisterExtension final Scene scene = new Scene();

  @ParameterizedTest
  @EnumSource
  void aServiceAccountReadsItsSecretAndNothingElseAfterOneApply(Product product) {
    // given
    KubernetesApi api = cluster();
    VaultServer server = server(product);
    AccessTool tool = describe(server, api, WEB);

    // when
    CommandResult before = tool.run("plan");
    CommandResult applied = tool.run("apply", "--yes");
    CommandResult after = tool.run("plan");

    // then
    assertThat(before.exitCode()).as(before.output()).isEqualTo(3);
    assertThat(before.output()).contains("+ role web of auth method kubernetes/", "5 to add");
    assertThat(applied.exitCode()).as(applied.output()).isZero();
    assertThat(after.exitCode()).as(after.output()).isZero();
    assertThat(after.output()).isEqualTo("Nothing to change.\n");

    // when
    writeSecret(server, "web/db");
    writeSecret(server, "job/db");
    String token = login(server, "web", token(api, "web", "vault")).orElseThrow();

    // then
    assertThat(statusOf(server, token, "apps/data/web/db")).isEqualTo(200);
    assertThat(statusOf(server, token, "apps/data/job/db")).isEqualTo(403);
    assertThat(login(server, "web", token(api, "job", "vault"))).isEmpty();
    assertThat(login(server, "web", token(api, "web", "elsewhere"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void repairsWhatWasChangedByHandAndRemovesOnlyWhatItMade(Product product) {
    // given
    KubernetesApi api = cluster();
    VaultServer server = server(product);
    AccessTool tool = describe(server, api, WEB + JOB);
    tool.run("apply", "--yes").orFail();
    try (JsonHttp http = server.http()) {
      http.put(
              "/v1/sys/policies/acl/web",
              Map.of("policy", "path \"apps/*\" { capabilities = [\"read\"] }"))
          .expect(204);
      http.put(
              "/v1/sys/policies/acl/colleague",
              Map.of("policy", "path \"x\" { capabilities = [\"read\"] }"))
          .expect(204);
    }

    // when
    CommandResult drift = tool.run("plan");

    // then
    assertThat(drift.exitCode()).isEqualTo(3);
    assertThat(drift.output())
        .contains("~ policy web", "- path \"apps/*\"", "0 to add, 1 to change, 0 to remove");

    // when
    tool.run("apply", "--yes").orFail();
    tool = describe(server, api, WEB);
    CommandResult left = tool.run("apply", "--yes");
    CommandResult pruned = tool.run("apply", "--yes", "--prune");

    // then
    assertThat(left.output()).contains("Left alone without --prune:", "policy job");
    assertThat(pruned.exitCode()).as(pruned.output()).isZero();
    assertThat(pruned.output()).contains("- role job", "- policy job").doesNotContain("colleague");
    try (JsonHttp http = server.http()) {
      http.get("/v1/sys/policies/acl/colleague").expect(200);
      http.get("/v1/sys/policies/acl/job").expect(404);
      http.get("/v1/auth/kubernetes/role/web").expect(200);
    }
  }

  @ParameterizedTest
  @EnumSource
  void neverReplacesAMountOfAnotherType(Product product) {
    // given
    KubernetesApi api = cluster();
    VaultServer server = server(product);
    AccessTool tool = describe(server, api, WEB);
    try (JsonHttp http = server.http()) {
      http.post("/v1/sys/auth/kubernetes", Map.of("type", "userpass")).expect(204);
    }

    // when
    CommandResult refused = tool.run("apply", "--yes");

    // then
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.output())
        .contains(
            "auth method kubernetes/ is of type userpass, wanted is jwt. Nothing was changed");
  }

  private KubernetesApi cluster() {
    KubernetesApi api = scene.closing(new KubernetesApi(scene.folder().resolve("kubernetes")));
    api.start();
    api.createNamespace("apps");
    api.createServiceAccount("apps", "web");
    api.createServiceAccount("apps", "job");
    return api;
  }

  private VaultServer server(Product product) {
    Bridge bridge = scene.readyBridge();
    return scene.unsealedServer(product, bridge.stanza().withClient(bridge.client()));
  }

  private AccessTool describe(VaultServer server, KubernetesApi api, String consumers) {
    return new AccessTool(scene.folder())
        .describe(
            server.rootToken(),
            """
            vault: { address: "%s", login: { tokenFile: vault-token } }
            clusters:
              - { name: test, kubeconfig: "%s", setup: pinned-keys }
            secretEngines: [ { path: apps } ]
            consumers:
            """
                    .formatted(server.address(), api.kubeconfig(ClusterUser.ADMIN))
                + consumers);
  }

  private static String token(KubernetesApi api, String account, String audience) {
    ServiceAccount known = api.serviceAccount("apps", account);
    return api.token(known, Optional.of(audience), LIFETIME);
  }

  private static Optional<String> login(VaultServer server, String role, String jwt) {
    try (JsonHttp http = new JsonHttp(server.address(), Optional.empty(), Optional.empty())) {
      JsonHttp.Answer answer =
          http.post("/v1/auth/kubernetes/login", Map.of("role", role, "jwt", jwt));
      return answer.status() == 200
          ? Optional.of(answer.json().path("auth").path("client_token").asText())
          : Optional.empty();
    }
  }

  private static void writeSecret(VaultServer server, String path) {
    try (JsonHttp http = server.http()) {
      http.post("/v1/apps/data/" + path, Map.of("data", Map.of("password", "p"))).expect(200);
    }
  }

  private static int statusOf(VaultServer server, String token, String path) {
    try (JsonHttp http = new JsonHttp(server.address(), Optional.of(token), Optional.empty())) {
      return http.get("/v1/" + path).status();
    }
  }
}
