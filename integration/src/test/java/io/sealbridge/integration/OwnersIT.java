package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.kubernetes.Cluster;
import io.sealbridge.integration.kubernetes.ClusterUser;
import io.sealbridge.integration.kubernetes.TokenController;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.PrivateFiles;
import io.sealbridge.integration.vault.DevelopmentServer;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Others are at the same Vault and the same cluster: another file, another tool, a colleague. */
class OwnersIT {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static final Map<Product, DevelopmentServer> SERVERS = new EnumMap<>(Product.class);

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
  void twoFilesPruneEachTheirOwn(Product product) {
    // given
    String one = namespaced("one", product);
    String two = namespaced("two", product);
    tool(product, one, pinned(one)).run("apply", "--yes").orFail();
    tool(product, two, pinned(two)).run("apply", "--yes").orFail();
    try (JsonHttp http = server(product).http()) {
      http.put(
              "/v1/sys/policies/acl/default-ceiling",
              Map.of("policy", "path \"x\" { capabilities = [\"read\"] }"))
          .expect(204);
    }

    // when
    CommandResult pruned =
        tool(product, one, pinned(one).replaceAll("(?ms)^consumers:.*", ""))
            .run("apply", "--yes", "--prune");

    // then
    assertThat(pruned.output()).contains("- policy " + one, "0 to change, 2 to remove");
    try (JsonHttp http = server(product).http()) {
      http.get("/v1/sys/policies/acl/" + one).expect(404);
      http.get("/v1/sys/policies/acl/" + two).expect(200);
      http.get("/v1/auth/" + two + "/role/" + two).expect(200);
      http.get("/v1/sys/policies/acl/default").expect(200);
      http.get("/v1/sys/policies/acl/default-ceiling").expect(200);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatAnotherFileMadeInTheClusterIsLeftToIt(Product product) {
    // given
    String one = namespaced("first", product);
    String two = namespaced("second", product);
    tool(product, one, reviewed(one, one)).run("apply", "--yes").orFail();

    // when: the second file names the first one's reviewer
    CommandResult refused = tool(product, two, reviewed(two, one)).run("apply", "--yes");

    // then
    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
    assertThat(refused.output())
        .contains("was made by this tool for the owner " + one, "give the object another name");
  }

  @ParameterizedTest
  @EnumSource
  void whatAColleagueHasSetIsTakenOverOnlyWhenTold(Product product) {
    // given
    String name = namespaced("taken", product);
    AccessTool tool = tool(product, name, reviewed(name, name));
    kubectl(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: { name: vault-reviewer, namespace: %s }
        automountServiceAccountToken: true
        """
            .formatted(name));

    // when
    CommandResult refused = tool.run("apply", "--yes");
    CommandResult taken = tool.run("apply", "--yes", "--take-over");

    // then
    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
    assertThat(refused.output())
        .contains("somebody else has set the same fields", "automountServiceAccountToken")
        .contains("--take-over");
    assertThat(taken.exitCode()).as(taken.output()).isZero();
    assertThat(tool.run("plan").output()).isEqualTo("Nothing to change.\n");
  }

  @ParameterizedTest
  @EnumSource
  void aNamespaceThatIsNotThereIsNamed(Product product) {
    // when
    String name = "nowhere-" + product.name().toLowerCase(Locale.ROOT);
    CommandResult refused = tool(product, name, reviewed(name, name)).run("apply", "--yes");

    // then
    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
    assertThat(refused.output()).contains("kubectl create namespace " + name);
  }

  @ParameterizedTest
  @EnumSource
  void aFileOfBankVaultsIsAppliedAndThenHasNoDifference(Product product) throws IOException {
    // given: the published example
    Path examples = Repository.root().resolve("docs/examples/access");
    Path folder = CLUSTER.folder().resolve("bank-" + product.name());
    AccessTool tool = new AccessTool(folder);
    PrivateFiles.write(
        PrivateFiles.folder(folder.resolve("bank-vaults")).resolve("vault-config.yml"),
        Files.readString(examples.resolve("bank-vaults/vault-config.yml")));
    tool.describe(
        DevelopmentServer.ROOT_TOKEN,
        Files.readString(examples.resolve("bank-vaults.yaml"))
            .replace("https://vault.example:8200", server(product).address().toString())
            .replace("vault:\n", "vault:\n  login: { tokenFile: vault-token }\n")
            .replace(
                "kubeconfig: kubeconfig",
                "kubeconfig: \"" + CLUSTER.api().kubeconfig(ClusterUser.ADMIN) + "\""));

    // when
    CommandResult applied = tool.run("apply", "--yes");

    // then
    assertThat(applied.exitCode()).as(applied.output()).isZero();
    assertThat(applied.output()).contains("+ role shop of auth method kubernetes/");
    assertThat(tool.run("plan").output()).isEqualTo("Nothing to change.\n");
  }

  private static void kubectl(String manifest) {
    Path file = PrivateFiles.write(CLUSTER.folder().resolve("theirs.yaml"), manifest);
    new Rendered(CLUSTER.folder())
        .kubectl(CLUSTER.api(), "apply", "--server-side", "--filename=" + file)
        .orFail();
  }

  private static DevelopmentServer server(Product product) {
    return Objects.requireNonNull(SERVERS.get(product));
  }

  private static String namespaced(String name, Product product) {
    String whole = name + "-" + product.name().toLowerCase(Locale.ROOT);
    CLUSTER.api().createNamespace(whole);
    return whole;
  }

  private static AccessTool tool(Product product, String owner, String rest) {
    return new AccessTool(CLUSTER.folder().resolve(owner))
        .describe(
            DevelopmentServer.ROOT_TOKEN,
            "owner: %s%nvault: { address: \"%s\", login: { tokenFile: vault-token } }%n%s"
                .formatted(owner, server(product).address(), rest));
  }

  private static String pinned(String owner) {
    return """
    clusters: [ { name: test, kubeconfig: "%2$s", mount: %1$s, setup: pinned-keys } ]
    secretEngines: [ { path: %1$s } ]
    consumers:
      - { name: %1$s, namespace: %1$s, serviceAccount: web, secrets: [ { engine: %1$s, path: db } ] }
    """
        .formatted(owner, CLUSTER.api().kubeconfig(ClusterUser.ADMIN));
  }

  private static String reviewed(String owner, String reviewerNamespace) {
    return """
    clusters: [ { name: test, kubeconfig: "%3$s", mount: %1$s, reviewerNamespace: %2$s } ]
    secretEngines: [ { path: %1$s } ]
    """
        .formatted(owner, reviewerNamespace, CLUSTER.api().kubeconfig(ClusterUser.ADMIN));
  }
}
