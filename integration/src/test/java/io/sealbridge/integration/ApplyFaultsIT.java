package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.kubernetes.Cluster;
import io.sealbridge.integration.kubernetes.ClusterUser;
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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An apply that goes wrong: what is left, what the user is told, and that the next one mends it.
 */
class ApplyFaultsIT {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static final Map<Product, DevelopmentServer> SERVERS = new EnumMap<>(Product.class);
  private static final Duration LOCK = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @BeforeAll
  static void start() {
    CLUSTER.closing(new TokenController(CLUSTER.folder(), CLUSTER.api()));
    CLUSTER.api().createNamespace("apps");
    for (Product product : Product.values()) {
      SERVERS.put(
          product,
          CLUSTER.closing(DevelopmentServer.start(product, CLUSTER.folder().resolve("servers"))));
    }
  }

  @ParameterizedTest
  @EnumSource
  void isMendedByTheNextApplyWhereverItWasKilled(Product product) {
    // given: one that is killed after its first write, one after its second, and so on to the end
    List<AccessTool> killed = new ArrayList<>();
    for (int write = 1; ; write++) {
      String owner = "killed-" + write + "-" + name(product);
      boolean ended = killAt(write, product, owner);
      killed.add(tool(product, owner, server(product).address()));
      if (ended) {
        break;
      }
    }
    assertThat(killed.size()).isGreaterThan(9);

    // then: every second one is repeated, and of the others nothing is wanted any more
    for (int i = 0; i < killed.size(); i++) {
      if (i % 2 == 0) {
        CommandResult again = applyAfterTheKilled(killed.get(i));
        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(killed.get(i).run("plan").output()).isEqualTo("Nothing to change.\n");
      } else {
        String owner = "killed-" + (i + 1) + "-" + name(product);
        removeWhatIsLeft(product, owner);
      }
    }
  }

  /** Whatever an apply made before it was killed, it had recorded before. */
  private static void removeWhatIsLeft(Product product, String owner) {
    AccessTool tool =
        new AccessTool(CLUSTER.folder().resolve(owner))
            .describe(
                DevelopmentServer.ROOT_TOKEN,
                without("consumers", description(owner, server(product).address())));
    CommandResult pruned = applyAfterTheKilled(tool, "--prune");
    assertThat(pruned.exitCode()).as(pruned.output()).isZero();
    try (JsonHttp http = server(product).http()) {
      http.get("/v1/sys/policies/acl/" + owner).expect(404);
      http.get("/v1/auth/" + owner + "/role/" + owner).expect(404);
    }
  }

  private static String without(String section, String description) {
    return description.replaceAll("(?ms)^" + section + ":\\n.*?(?=^\\S|\\z)", "");
  }

  /** Whether it had fewer writes to make. */
  private static boolean killAt(int write, Product product, String owner) {
    try (WriteGate gate = new WriteGate(server(product).address(), write);
        ManagedProcess apply = tool(product, owner, gate.address()).start("apply", "--yes")) {
      Eventually.until(
          "write " + write + " or the end", LIMIT, () -> gate.isHeld() || !apply.isAlive());
      boolean ended = !gate.isHeld();
      if (ended) {
        assertThat(apply.awaitExit(LIMIT)).as(apply.output()).isZero();
      }
      apply.kill();
      return ended;
    }
  }

  /** Runs {@code apply} again and again while one that was killed still has the owner's lock. */
  private static CommandResult applyAfterTheKilled(AccessTool tool, String... options) {
    String[] arguments =
        Stream.concat(Stream.of("apply", "--yes"), Stream.of(options)).toArray(String[]::new);
    return Eventually.get(
        "the lock of the one that was killed ends",
        LOCK.plus(LIMIT),
        Duration.ofSeconds(1),
        () -> Optional.of(tool.run(arguments)).filter(result -> !isLocked(result)));
  }

  private static boolean isLocked(CommandResult result) {
    return result.exitCode() != 0
        && result.output().contains("Another apply for owner ")
        && result.output().contains(" is at work: ");
  }

  @ParameterizedTest
  @EnumSource
  void letsOneApplyForAnOwnerRunAndTellsTheOtherWhoIsAtWork(Product product) {
    String owner = "two-" + name(product);
    try (WriteGate gate = new WriteGate(server(product).address(), 5)) {
      // given
      ManagedProcess first =
          CLUSTER.closing(tool(product, owner, gate.address()).start("apply", "--yes"));
      Eventually.until("the first is at work", LIMIT, gate::isHeld);

      // when
      AccessTool other = tool(product, owner, server(product).address());
      CommandResult refused = other.run("apply", "--yes");
      gate.release();

      // then
      assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
      assertThat(refused.output())
          .contains("Another apply for owner " + owner + " is at work: ", "Wait for its end");
      assertThat(first.awaitExit(LIMIT)).as(first.output()).isZero();
      assertThat(other.run("plan").output()).isEqualTo("Nothing to change.\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void overwritesNothingThatWasChangedByHandSinceThePlan(Product product) {
    // given
    String owner = "hand-" + name(product);
    tool(product, owner, server(product).address()).run("apply", "--yes").orFail();
    setTtl(product, owner, "10m");
    try (WriteGate gate = new WriteGate(server(product).address(), 1)) {
      ManagedProcess apply =
          CLUSTER.closing(tool(product, owner, gate.address()).start("apply", "--yes"));
      Eventually.until("the plan is made", LIMIT, gate::isHeld);

      // when
      setTtl(product, owner, "20m");
      gate.release();

      // then
      assertThat(apply.awaitExit(LIMIT)).as(apply.output()).isEqualTo(1);
      assertThat(apply.output())
          .contains(
              "auth/"
                  + owner
                  + "/role/"
                  + owner
                  + " was changed meanwhile, by hand or by another apply",
              "nothing was overwritten. Make a new plan");
    }
    AccessTool tool = tool(product, owner, server(product).address());
    assertThat(tool.run("plan").output()).contains("token_ttl: 1200 -> 3600");
  }

  @ParameterizedTest
  @EnumSource
  void writesNothingWhereNothingDiffers(Product product) {
    // given
    String owner = "same-" + name(product);
    tool(product, owner, server(product).address()).run("apply", "--yes").orFail();
    try (WriteGate gate = new WriteGate(server(product).address(), 0)) {
      // when
      CommandResult again = tool(product, owner, gate.address()).run("apply", "--yes");

      // then
      assertThat(again.exitCode()).as(again.output()).isZero();
      assertThat(again.output()).isEqualTo("Nothing to change.\n");
      assertThat(gate.writes()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesThePolicyLineThatTheTokenLacks(Product product) {
    // given
    String owner = "lacking-" + name(product);
    String token = tokenWith(product, "few", "path \"sys/auth\" { capabilities = [\"read\"] }");
    AccessTool tool = new AccessTool(CLUSTER.folder().resolve(owner));
    tool.describe(token, description(owner, server(product).address()));

    // when
    CommandResult refused = tool.run("plan");

    // then
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.output())
        .contains("path \"k8s-auth-setup/data/" + owner + "\" { capabilities = [\"read\"] }")
        .doesNotContain(token);
  }

  @ParameterizedTest
  @EnumSource
  void removesNothingIfItMayNotRemoveAll(Product product) {
    // given: a token that may do all except to delete a policy
    String owner = "keep-" + name(product);
    tool(product, owner, server(product).address()).run("apply", "--yes").orFail();
    String token =
        tokenWith(
            product,
            "all-but-" + owner,
            """
            path "*" { capabilities = ["create", "read", "update", "delete", "list", "sudo"] }
            path "sys/policies/acl/%s" { capabilities = ["read", "update"] }
            """
                .formatted(owner));
    AccessTool tool =
        new AccessTool(CLUSTER.folder().resolve(owner + "-less"))
            .describe(token, without("consumers", description(owner, server(product).address())));

    // when
    CommandResult planned = tool.run("plan", "--prune");
    CommandResult refused = tool.run("apply", "--yes", "--prune");

    // then
    String line = "path \"sys/policies/acl/" + owner + "\" { capabilities = [\"delete\"] }";
    assertThat(planned.exitCode()).as(planned.output()).isEqualTo(3);
    assertThat(planned.output()).contains("This token may not apply it", line);
    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
    assertThat(refused.output()).contains("nothing was changed", line);
    try (JsonHttp http = server(product).http()) {
      http.get("/v1/auth/" + owner + "/role/" + owner).expect(200);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsThatTheTokenOrTheLoginOfTheToolItselfIsRefused(Product product) {
    // given
    String owner = "login-" + name(product);
    String description = description(owner, server(product).address());
    tool(product, owner, server(product).address()).run("apply", "--yes").orFail();

    // when
    CommandResult unknown =
        new AccessTool(CLUSTER.folder().resolve(owner))
            .describe("hvs.unknown", description)
            .run("plan");
    String byRole =
        description.replace(
            "login: { tokenFile: vault-token }",
            "login: { role: tool, mount: " + owner + ", serviceAccountTokenFile: vault-token }");
    CommandResult noRole =
        new AccessTool(CLUSTER.folder().resolve(owner))
            .describe(
                CLUSTER
                    .api()
                    .token(
                        CLUSTER.api().createServiceAccount("apps", owner + "-tool"),
                        Optional.of("vault"),
                        Duration.ofMinutes(10)),
                byRole)
            .run("plan");

    // then
    assertThat(unknown.exitCode()).as(unknown.output()).isEqualTo(1);
    assertThat(unknown.output())
        .contains(
            switch (product) {
              // It says of unknown tokens what it says of those that may not.
              case OPENBAO -> "Either the token is invalid or has expired";
              case VAULT -> "it knows no such token";
            })
        .doesNotContain("hvs.unknown");
    assertThat(noRole.exitCode()).as(noRole.output()).isEqualTo(1);
    assertThat(noRole.output())
        .contains(
            "refused the login with role tool at auth/" + owner, "Check the login in the file")
        .doesNotContain("path \"");
  }

  @ParameterizedTest
  @EnumSource
  void tellsOfASealedServer(Product product) {
    // given
    try (DevelopmentServer sealed =
        DevelopmentServer.start(product, CLUSTER.folder().resolve("sealed-" + name(product)))) {
      try (JsonHttp http = sealed.http()) {
        http.put("/v1/sys/seal", Map.of()).expect(204);
      }
      AccessTool tool =
          new AccessTool(CLUSTER.folder().resolve("sealed-" + name(product) + "-file"))
              .describe(DevelopmentServer.ROOT_TOKEN, description("sealed", sealed.address()));

      // when
      CommandResult refused = tool.run("apply", "--yes");

      // then
      assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
      assertThat(refused.output()).contains("is sealed. Unseal it");
    }
  }

  @Test
  void tellsOfVaultAndOfTheClusterIfNeitherCanBeReached() {
    // given
    AccessTool tool = new AccessTool(CLUSTER.folder().resolve("nobody"));
    tool.describe(
        "token",
        description("nobody", URI.create("http://127.0.0.1:1"))
            .replace("%", "")
            .replaceAll("kubeconfig: \"[^\"]*\"", "kubeconfig: nowhere"));

    // when
    CommandResult failed = tool.run("plan");

    // then
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.output())
        .contains(
            "k8s-auth-setup: Vault at http://127.0.0.1:1 was not reached",
            "nowhere cannot be used: there is no readable file");
  }

  private static String tokenWith(Product product, String policy, String rules) {
    try (JsonHttp http = server(product).http()) {
      http.put("/v1/sys/policies/acl/" + policy, Map.of("policy", rules)).expect(204);
      return http.post("/v1/auth/token/create", Map.of("policies", List.of(policy)))
          .expect(200)
          .json()
          .path("auth")
          .path("client_token")
          .asText();
    }
  }

  private static DevelopmentServer server(Product product) {
    return Objects.requireNonNull(SERVERS.get(product));
  }

  private static String name(Product product) {
    return product.name().toLowerCase(Locale.ROOT);
  }

  private static void setTtl(Product product, String role, String ttl) {
    try (JsonHttp http = server(product).http()) {
      http.post("/v1/auth/" + role + "/role/" + role, Map.of("token_ttl", ttl)).expect(204);
    }
  }

  /** A description in which everything that can be has the owner's name. */
  private static AccessTool tool(Product product, String owner, URI vault) {
    String folder = owner + (vault.equals(server(product).address()) ? "" : "-gate");
    return new AccessTool(CLUSTER.folder().resolve(folder))
        .describe(DevelopmentServer.ROOT_TOKEN, description(owner, vault));
  }

  private static String description(String owner, URI vault) {
    return """
    owner: %1$s
    vault: { address: "%2$s", login: { tokenFile: vault-token } }
    clusters:
      - { name: test, kubeconfig: "%3$s", mount: %1$s, reviewerNamespace: apps, reviewerServiceAccount: %1$s }
    secretEngines: [ { path: %1$s } ]
    consumers:
      - { name: %1$s, namespace: apps, serviceAccount: web, secrets: [ { engine: %1$s, path: db } ] }
    """
        .formatted(owner, vault, CLUSTER.api().kubeconfig(ClusterUser.ADMIN));
  }
}
