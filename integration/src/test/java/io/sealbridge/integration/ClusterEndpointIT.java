package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.kubernetes.ApiProxy;
import io.sealbridge.integration.kubernetes.CloudDoor;
import io.sealbridge.integration.kubernetes.Cluster;
import io.sealbridge.integration.kubernetes.ClusterUser;
import io.sealbridge.integration.kubernetes.HoldingDoor;
import io.sealbridge.integration.kubernetes.KubernetesApi;
import io.sealbridge.integration.kubernetes.TokenController;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.vault.DevelopmentServer;
import io.sealbridge.integration.vault.Product;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What lies between this tool and an API server decides what becomes of its requests. */
class ClusterEndpointIT {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static final Map<Product, DevelopmentServer> SERVERS = new EnumMap<>(Product.class);
  private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1/";
  private static final List<String> COLLECTIONS =
      List.of(
          "/api/v1/serviceaccounts",
          "/api/v1/secrets",
          RBAC + "clusterroles",
          RBAC + "clusterrolebindings");
  private static final Duration LOCK = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final KubernetesApi api = CLUSTER.api();

  @BeforeAll
  static void start() {
    CLUSTER.closing(new TokenController(CLUSTER.folder(), CLUSTER.api()));
    CLUSTER.api().createNamespace("apps");
    CLUSTER.api().createServiceAccount("apps", "web");
    for (Product product : Product.values()) {
      SERVERS.put(
          product,
          CLUSTER.closing(DevelopmentServer.start(product, CLUSTER.folder().resolve("servers"))));
    }
  }

  /** Of one product: what is written to a cluster does not depend on where Vault keeps what. */
  @Test
  void anApplyKilledAtAnyWriteToTheClusterIsMendedByTheNextAndLeavesNothingUnrecorded() {
    // given: killed before and after its first write, before and after its second, and so on
    List<String> killed = new ArrayList<>();
    boolean ended = false;
    for (int write = 1; !ended; write++) {
      for (HoldingDoor.Place place : HoldingDoor.Place.values()) {
        String owner = place.name().toLowerCase(Locale.ROOT) + "-" + write;
        ended = killAt(write, place, owner);
        killed.add(owner);
      }
    }
    // Account, Secret, ClusterRole and its binding, each twice, and twice what came to its end.
    assertThat(killed).hasSize(10);

    // when
    waitForTheLock(killed.get(7));

    // then: half of them are repeated, and of the others nothing is wanted any more
    for (int i = 0; i < killed.size(); i++) {
      // So that both halves have some that were killed before a write, and some after one.
      if ((i / 2 + i) % 2 == 0) {
        AccessTool tool = reviewed(killed.get(i), api.kubeconfig(ClusterUser.ADMIN));
        tool.run("apply", "--yes").orFail();
        assertThat(tool.run("plan").output()).isEqualTo("Nothing to change.\n");
      } else {
        pruned(killed.get(i)).run("apply", "--yes", "--prune").orFail();
        for (String collection : COLLECTIONS) {
          assertThat(api.count(collection, "sealbridge.io/owner=" + killed.get(i)))
              .as(collection + " of " + killed.get(i))
              .isZero();
        }
      }
    }
  }

  /** Whether it had fewer writes to make. */
  private boolean killAt(int write, HoldingDoor.Place place, String owner) {
    HoldingDoor door = new HoldingDoor(write, place);
    try (ApiProxy proxy = new ApiProxy(api, door);
        ManagedProcess apply = reviewed(owner, proxy.kubeconfig()).start("apply", "--yes")) {
      Eventually.until(
          place + " write " + write + " or the end",
          LIMIT,
          () -> door.isHeld() || !apply.isAlive());
      boolean ended = !door.isHeld();
      if (ended) {
        assertThat(apply.awaitExit(LIMIT)).as(apply.output()).isZero();
      }
      apply.kill();
      door.drop();
      return ended;
    }
  }

  private void waitForTheLock(String owner) {
    AccessTool last = reviewed(owner, api.kubeconfig(ClusterUser.ADMIN));
    Eventually.until(
        "the last lock ends", LOCK.plus(LIMIT), () -> last.run("apply", "--yes").exitCode() == 0);
  }

  private AccessTool reviewed(String owner, Path kubeconfig) {
    return tool(
        Product.OPENBAO,
        owner,
        """
        clusters:
          - { name: test, kubeconfig: "%s", apiServer: "%s", mount: %s, reviewerNamespace: apps, reviewerServiceAccount: reviewer-%s }
        """
            .formatted(kubeconfig, api.address(), owner, owner));
  }

  /** The same cluster for the same owner, where nothing has to be made in it any more. */
  private AccessTool pruned(String owner) {
    return tool(
        Product.OPENBAO,
        owner,
        """
        clusters:
          - { name: test, kubeconfig: "%s", mount: %s-keys, setup: pinned-keys }
        """
            .formatted(api.kubeconfig(ClusterUser.ADMIN), owner));
  }

  @ParameterizedTest
  @EnumSource
  void anEndpointForCloudIdentitiesOnlyIsNoneThatVaultCanAsk(Product product) {
    // given: the only address of the API server, for people and for Vault
    String owner = "cloud-" + product.name().toLowerCase(Locale.ROOT);
    try (ApiProxy endpoint = new ApiProxy(api, new CloudDoor())) {
      String cluster =
          """
          clusters:
            - { name: test, kubeconfig: "%s", mount: %s, setup: %s, reviewerNamespace: apps, reviewerServiceAccount: reviewer-%s }
          consumers:
            - { name: %s, namespace: apps, serviceAccount: web, secrets: [ { engine: %s, path: web } ] }
          """;
      AccessTool tool =
          tool(
              product,
              owner,
              cluster.formatted(
                  endpoint.kubeconfig(), owner, "reviewer-token", owner, owner, owner));
      tool.run("apply", "--yes").orFail();

      // when
      CommandResult verified = tool.run("verify");

      // then
      assertThat(verified.exitCode()).as(verified.output()).isEqualTo(3);
      assertThat(verified.output())
          .contains(
              "the API server answers 401 to the reviewer apps/reviewer-" + owner,
              "it is not the pod's token that is refused",
              "An API server that takes cloud identities only refuses every ServiceAccount: take"
                  + " pinned-keys or oidc-discovery there")
          .doesNotContain("eyJ");

      // when: as it says
      tool =
          tool(
              product,
              owner,
              cluster.formatted(
                  endpoint.kubeconfig(), owner + "-keys", "pinned-keys", owner, owner, owner));
      tool.run("apply", "--yes").orFail();

      // then
      assertThat(tool.run("verify").orFail().output()).contains("web logs in", "0 findings");
    }
  }

  private static AccessTool tool(Product product, String owner, String clusters) {
    DevelopmentServer server = Objects.requireNonNull(SERVERS.get(product));
    return new AccessTool(CLUSTER.folder().resolve(owner))
        .describe(
            DevelopmentServer.ROOT_TOKEN,
            """
            owner: %s
            vault: { address: "%s", login: { tokenFile: vault-token } }
            secretEngines: [ { path: %s } ]
            """
                    .formatted(owner, server.address(), owner)
                + clusters);
  }
}
