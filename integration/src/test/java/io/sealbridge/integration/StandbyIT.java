package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.kubernetes.Cluster;
import io.sealbridge.integration.kubernetes.ClusterUser;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.tls.Authority;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.integration.vault.RaftPair;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The address in the file is that of a node that stands by. */
class StandbyIT {
  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  @RegisterExtension final Scene scene = new Scene();

  @BeforeAll
  static void makeAccounts() {
    CLUSTER.api().createNamespace("apps");
    CLUSTER.api().createServiceAccount("apps", "web");
    CLUSTER.api().createServiceAccount("apps", "job");
  }

  @ParameterizedTest
  @EnumSource
  void asksWhoeverIsActiveAndShowsItsTokenToNobodyElse(Product product) {
    // given
    RaftPair pair = scene.closing(new RaftPair(product, scene.folder()));
    AccessTool tool = new AccessTool(scene.folder().resolve("access"));
    tool.describe(pair.rootToken(), description(pair, "web"));

    // when: the standby passes requests on
    tool.run("apply", "--yes").orFail();
    CommandResult verified = tool.run("verify");

    // then
    assertThat(tool.run("plan").output()).isEqualTo("Nothing to change.\n");
    assertThat(verified.exitCode()).as(verified.output()).isZero();
    assertThat(verified.output()).contains("web logs in", "0 findings");

    // when: it cannot, and redirects
    pair.active().cluster().close();
    assertThat(statusOfWriteAt(pair)).isEqualTo(307);
    tool.describe(pair.rootToken(), description(pair, "job"));
    CommandResult redirected = tool.run("apply", "--yes");

    // then
    assertThat(redirected.exitCode()).as(redirected.output()).isZero();
    assertThat(tool.run("plan").output()).startsWith("Nothing to change.\n");
    tool.run("verify").orFail();

    // when: another answers where the active one says that it is
    pair.active()
        .api()
        .impersonate(Authority.create(scene.folder().resolve("other")).issue("node-1"));
    tool.describe(pair.rootToken(), description(pair, "web"));
    CommandResult distrusted = tool.run("apply", "--yes");

    // then
    assertThat(distrusted.exitCode()).as(distrusted.output()).isEqualTo(1);
    assertThat(distrusted.output())
        .contains(
            "Vault at " + pair.standby().address() + " is a standby node",
            "it names " + pair.active().api().address() + " as active, but TLS with it failed")
        .doesNotContain(pair.rootToken());
    assertThat(pair.active().api().requestsToStrangers()).isZero();

    // when: nobody answers there
    pair.active().api().close();
    CommandResult refused = tool.run("apply", "--yes");

    // then
    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
    assertThat(refused.output())
        .contains(
            "it names " + pair.active().api().address() + " as active, but it was not reached",
            "Give the address of the active node");
  }

  private static int statusOfWriteAt(RaftPair pair) {
    try (JsonHttp http = pair.standby().http(Optional.of(pair.rootToken()))) {
      return http.post(
              "/v1/sys/policies/acl/other",
              Map.of("policy", "path \"a\" { capabilities = [\"deny\"] }"))
          .status();
    }
  }

  private static String description(RaftPair pair, String account) {
    return """
    vault: { address: "%s", caFile: "%s", login: { tokenFile: vault-token } }
    clusters: [ { name: test, kubeconfig: "%s", setup: pinned-keys } ]
    secretEngines: [ { path: apps } ]
    consumers:
      - { name: web, namespace: apps, serviceAccount: %s, secrets: [ { engine: apps, path: web } ] }
    """
        .formatted(
            pair.standby().address(),
            pair.certificateAuthority(),
            CLUSTER.api().kubeconfig(ClusterUser.ADMIN),
            account);
  }
}
