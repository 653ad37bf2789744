package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.kubernetes.Cluster;
import io.sealbridge.integration.kubernetes.ClusterUser;
import io.sealbridge.integration.kubernetes.KubernetesApi;
import io.sealbridge.integration.kubernetes.ServiceAccount;
import io.sealbridge.integration.kubernetes.TokenController;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.vault.DevelopmentServer;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.Product;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What each set-up needs in a cluster is made there, and then a ServiceAccount reads its secret.
 */
class ReviewerIT {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static final Map<Product, DevelopmentServer> SERVERS = new EnumMap<>(Product.class);
  private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1";
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private final KubernetesApi api = CLUSTER.api();

  @BeforeAll
  static void start() {
    CLUSTER.closing(new TokenController(CLUSTER.folder(), CLUSTER.api()));
    for (Product product : Product.values()) {
      SERVERS.put(
          product,
          CLUSTER.closing(DevelopmentServer.start(product, CLUSTER.folder().resolve("servers"))));
    }
  }

  @ParameterizedTest
  @EnumSource
  void makesAReviewerWhereVaultIsOutsideTheCluster(Product product) {
    // given
    String name = prepared("auto", product);
    AccessTool tool = tool(product, name, "auto", "");

    // when
    CommandResult before = tool.run("plan");
    CommandResult applied = tool.run("apply", "--yes");
    CommandResult after = tool.run("plan");

    // then
    assertThat(before.exitCode()).as(before.output()).isEqualTo(3);
    assertThat(before.output())
        .contains(
            "+ ServiceAccount " + name + "/vault-reviewer of cluster test",
            "+ Secret " + name + "/vault-reviewer-token",
            "rules: create tokenreviews",
            "token_reviewer_jwt: (known after apply)");
    assertThat(applied.exitCode()).as(applied.output()).isZero();
    assertThat(applied.output()).doesNotContain("eyJ");
    assertThat(after.output()).isEqualTo("Nothing to change.\n");
    assertThat(readsWith(product, name, token(name, "web", "vault"))).isEqualTo(200);
    assertThat(readsWith(product, name, token(name, "other", "vault"))).isEqualTo(403);
  }

  @ParameterizedTest
  @EnumSource
  void seesThatTheReviewersTokenIsAnotherOneAndRepairsIt(Product product) {
    // given
    String name = prepared("again", product);
    AccessTool tool = tool(product, name, "reviewer-token", "");
    tool.run("apply", "--yes").orFail();

    // when
    api.remove("/api/v1/namespaces/" + name + "/secrets/vault-reviewer-token");
    CommandResult gone = tool.run("plan");
    tool.run("apply", "--yes").orFail();

    // then
    assertThat(gone.output())
        .contains(
            "+ Secret " + name + "/vault-reviewer-token",
            "token_reviewer_jwt: (set) -> (known after apply)");
    assertThat(tool.run("plan").output()).isEqualTo("Nothing to change.\n");
    assertThat(readsWith(product, name, token(name, "web", "vault"))).isEqualTo(200);

    // when
    api.remove("/api/v1/namespaces/" + name + "/serviceaccounts/vault-reviewer");
    CommandResult accountGone = tool.run("plan");
    tool.run("apply", "--yes").orFail();

    // then
    assertThat(accountGone.output()).contains("+ ServiceAccount " + name + "/vault-reviewer");
    assertThat(tool.run("plan").output()).isEqualTo("Nothing to change.\n");
    assertThat(readsWith(product, name, token(name, "web", "vault"))).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void letsEachClientReviewItself(Product product) {
    // given
    String name = prepared("client", product);
    AccessTool tool = tool(product, name, "client-token", "");

    // when
    CommandResult applied = tool.run("apply", "--yes");

    // then
    assertThat(applied.exitCode()).as(applied.output()).isZero();
    assertThat(applied.output()).contains("subjects: ServiceAccount " + name + "/web");
    assertThat(tool.run("plan").output()).isEqualTo("Nothing to change.\n");
    String token = api.token(api.serviceAccount(name, "web"), Optional.empty(), LIFETIME);
    assertThat(readsWith(product, name, token)).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void givesVaultsOwnAccountTheRightAndTellsWhereVaultIsInNoPod(Product product) {
    // given
    String name = prepared("own", product);
    AccessTool tool = tool(product, name, "auto", ", cluster: test, podNamespace: " + name);

    // when
    CommandResult applied = tool.run("apply", "--yes");

    // then
    assertThat(applied.output())
        .contains(
            "subjects: ServiceAccount " + name + "/vault",
            "the setup own-token is for a Vault that runs in a pod of the cluster")
        .doesNotContain("token_reviewer_jwt", "Secret ");
    assertThat(applied.exitCode()).isEqualTo(1);
    assertThat(api.exists(RBAC + "/clusterrolebindings/" + objectName(name))).isTrue();
  }

  private static String objectName(String name) {
    return "k8s-auth-setup:" + name + ":" + name + ":token-review";
  }

  @ParameterizedTest
  @EnumSource
  void removesOnlyItsOwnObjectsAndOnlyIfAsked(Product product) {
    // given
    String name = prepared("prune", product);
    tool(product, name, "reviewer-token", "").run("apply", "--yes").orFail();
    AccessTool tool = tool(product, name, "client-token", "");

    // when
    CommandResult left = tool.run("apply", "--yes");
    CommandResult pruned = tool.run("apply", "--yes", "--prune");

    // then
    assertThat(left.output())
        .contains(
            "~ ClusterRoleBinding k8s-auth-setup:" + name,
            "Left alone without --prune: ",
            "Secret " + name + "/vault-reviewer-token of cluster test");
    assertThat(pruned.exitCode()).as(pruned.output()).isZero();
    assertThat(pruned.output())
        .contains("- ServiceAccount " + name + "/vault-reviewer", "0 to add, 0 to change, 2 to");
    assertThat(tool.run("plan", "--prune").output()).isEqualTo("Nothing to change.\n");
  }

  private static DevelopmentServer server(Product product) {
    return Objects.requireNonNull(SERVERS.get(product));
  }

  /** A namespace with a client and somebody else, and a secret; all are of that name. */
  private String prepared(String test, Product product) {
    String name = test + "-" + product.name().toLowerCase(Locale.ROOT);
    api.createNamespace(name);
    api.createServiceAccount(name, "web");
    api.createServiceAccount(name, "other");
    return name;
  }

  private AccessTool tool(Product product, String name, String setup, String vault) {
    return new AccessTool(CLUSTER.folder().resolve(name))
        .describe(
            DevelopmentServer.ROOT_TOKEN,
            """
            owner: %1$s
            vault: { address: "%2$s", login: { tokenFile: vault-token }%5$s }
            clusters:
              - { name: test, kubeconfig: "%3$s", mount: %1$s, setup: %4$s, reviewerNamespace: %1$s }
            consumers:
              - { name: %1$s, namespace: %1$s, serviceAccount: web, secrets: [ { path: %1$s/db } ] }
            """
                .formatted(
                    name,
                    server(product).address(),
                    api.kubeconfig(ClusterUser.ADMIN),
                    setup,
                    vault));
  }

  private String token(String namespace, String account, String audience) {
    ServiceAccount known = api.serviceAccount(namespace, account);
    return api.token(known, Optional.of(audience), LIFETIME);
  }

  /** The status of reading the secret after a login with {@code jwt}, or that of the login. */
  private static int readsWith(Product product, String name, String jwt) {
    DevelopmentServer server = server(product);
    try (JsonHttp root = server.http();
        JsonHttp nobody = new JsonHttp(server.address(), Optional.empty(), Optional.empty())) {
      root.post("/v1/secret/data/" + name + "/db", Map.of("data", Map.of("password", "p")))
          .expect(200);
      JsonHttp.Answer login =
          nobody.post("/v1/auth/" + name + "/login", Map.of("role", name, "jwt", jwt));
      if (login.status() != 200) {
        return login.status();
      }
      String token = login.json().path("auth").path("client_token").asText();
      try (JsonHttp client = new JsonHttp(server.address(), Optional.of(token), Optional.empty())) {
        return client.get("/v1/secret/data/" + name + "/db").status();
      }
    }
  }
}
