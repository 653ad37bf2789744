package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.kubernetes.Cluster;
import io.sealbridge.integration.kubernetes.ClusterUser;
import io.sealbridge.integration.kubernetes.Kubeconfig;
import io.sealbridge.integration.kubernetes.KubernetesApi;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.PrivateFiles;
import io.sealbridge.integration.vault.DevelopmentServer;
import io.sealbridge.integration.vault.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real API server takes the manifests of the documentation, and what they allow is enough. */
class WatchManifestsIT {
  private static final Path EXAMPLES = Repository.root().resolve("docs/examples/watch");
  private static final String NAMESPACE = "k8s-auth-setup";
  private static final String MADE = "--selector=app.kubernetes.io/managed-by=k8s-auth-setup";

  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  @RegisterExtension final Scene scene = new Scene();

  private final KubernetesApi api = CLUSTER.api();

  @BeforeEach
  void takesThem() {
    CommandResult taken =
        kubectl("apply", "--server-side", "--validate=strict", "--filename=" + EXAMPLES).orFail();
    assertThat(taken.output().lines()).hasSize(6);
  }

  @Test
  void everyFieldOfThemIsKnown() throws IOException {
    for (String field :
        List.of(
            "concurrencyPolicy",
            "automountServiceAccountToken",
            "readOnlyRootFilesystem",
            "expirationSeconds")) {
      // given
      String text =
          Files.readString(EXAMPLES.resolve("cronjob.yaml"))
              .replace(field + ":", "x" + field + ":");
      Path file = PrivateFiles.write(scene.folder().resolve("changed.yaml"), text);

      // when
      CommandResult refused =
          kubectl("apply", "--server-side", "--dry-run=server", "--validate=strict", "-f" + file);

      // then
      assertThat(refused.exitCode()).as(field + refused.output()).isEqualTo(1);
      assertThat(refused.output()).contains("x" + field);
    }
  }

  @Test
  void theirRightsAreEnoughToSeeAndToRepair() {
    // given
    DevelopmentServer server =
        scene.closing(DevelopmentServer.start(Product.OPENBAO, scene.folder()));
    AccessTool tool = new AccessTool(scene.folder().resolve("setup"));
    String token = DevelopmentServer.ROOT_TOKEN;
    tool.describe(token, access(server, api.kubeconfig(ClusterUser.ADMIN)));
    tool.run("apply", "--yes").orFail();
    tool.describe(token, access(server, asTheWatch()));

    // when
    CommandResult same = tool.run("watch", "--once");

    // then
    assertThat(same.exitCode()).as(same.output()).isZero();

    // when somebody takes the right away
    kubectl("delete", "clusterrolebindings", MADE).orFail();
    kubectl("delete", "clusterroles", MADE).orFail();
    CommandResult differs = tool.run("watch", "--once");
    CommandResult repaired = tool.run("watch", "--once", "--repair");

    // then
    assertThat(differs.exitCode()).as(differs.output()).isEqualTo(3);
    assertThat(differs.output()).contains("is missing");
    assertThat(repaired.exitCode()).as(repaired.output()).isZero();

    // when it has these rights no more
    kubectl("delete", "clusterrolebinding", "k8s-auth-setup-watch").orFail();
    CommandResult refused = tool.run("watch", "--once");

    // then
    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
    assertThat(refused.output()).contains("clusterroles");
  }

  private Path asTheWatch() {
    String token =
        api.token(
            api.serviceAccount(NAMESPACE, NAMESPACE), Optional.empty(), Duration.ofMinutes(10));
    return Kubeconfig.write(
        scene.folder().resolve("watch.kubeconfig"),
        api.address(),
        api.certificateAuthority(),
        token);
  }

  private static String access(DevelopmentServer server, Path kubeconfig) {
    return """
    vault: { address: "%s", login: { tokenFile: vault-token } }
    clusters: [ { name: prod, kubeconfig: "%s", mount: kubernetes, setup: client-token } ]
    secretEngines: [ { path: apps } ]
    consumers:
      - { name: web, namespace: apps, serviceAccount: web, secrets: [ { engine: apps, path: web/db } ] }
    """
        .formatted(server.address(), kubeconfig);
  }

  private CommandResult kubectl(String... arguments) {
    return new Rendered(scene.folder()).kubectl(api, arguments);
  }
}
