package io.sealbridge.k8sauth.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessFileTest {
  private static final String SMALL =
      """
      vault: { address: "https://vault.example:8200" }
      clusters:
        - name: prod
      """;

  @TempDir Path folder = Path.of("unset");

  @Test
  void theSmallestFileHasDefaultsForEverythingElse() throws IOException {
    AccessDescription description = read(SMALL);

    assertThat(description.owner()).isEqualTo("default");
    ClusterSection cluster = description.clusters().getFirst();
    assertThat(cluster.mount()).isEqualTo("kubernetes");
    assertThat(cluster.audience()).isEqualTo("vault");
    assertThat(description.setup(cluster)).isEqualTo(Setup.REVIEWER_TOKEN);
    assertThat(description.cluster(Optional.empty())).isEqualTo(cluster);
  }

  @Test
  void autoTakesVaultsOwnTokenWhereVaultRunsInTheCluster() throws IOException {
    AccessDescription description = read(SMALL.replace("8200\"", "8200\", cluster: prod"));

    assertThat(description.setup(description.clusters().getFirst())).isEqualTo(Setup.OWN_TOKEN);
  }

  @Test
  void readsRolesPoliciesAndConsumers() throws IOException {
    AccessDescription description =
        read(
            SMALL
                + """
                secretEngines: [ { path: secret } ]
                policies:
                  - name: shop-read
                    paths: [ { path: secret/data/shop/*, capabilities: [read] } ]
                roles:
                  - { name: shop, serviceAccounts: [shop], namespaces: [shop], policies: [shop-read], ttl: 10m }
                consumers:
                  - { name: web, namespace: apps, serviceAccount: web, secrets: [ { path: web/db } ] }
                """);

    assertThat(description.roles().getFirst().ttl()).isEqualTo(Duration.ofMinutes(10));
    assertThat(description.consumers().getFirst().secrets().getFirst().engine())
        .isEqualTo("secret");
    assertThat(description.policyNames()).containsExactlyInAnyOrder("shop-read", "web");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "role: []                                    | unknown property role; did you mean \"roles\"?",
        "roles: [ { name: a, policy: [x] } ]         | unknown property roles[0].policy; did you mean \"policies\"?",
        "roles: [ { name: A, serviceAccounts: [a], namespaces: [a] } ] | name must match",
        "roles: [ { name: a, serviceAccounts: [a] } ]| must have namespaces or namespaceLabels",
        "roles: [ { name: a, serviceAccounts: ['*'], namespaces: ['*'] } ] | lets every pod of the cluster in",
        "roles: [ { name: a, serviceAccounts: ['*', b], namespaces: [c] } ] | Vault takes * alone",
        "roles: [ { name: a, cluster: prd, serviceAccounts: [a], namespaces: [a] } ] | did you mean \"prod\"?",
        "policies: [ { name: root, rules: x } ]      | must not be that of a policy of Vault's own",
        "policies: [ { name: a } ]                   | must have one of rules, file and paths, has 0",
        "policies: [ { name: a, paths: [ { path: x, capabilities: [raed] } ] } ] | did you mean \"read\"?",
        "consumers: [ { name: a, namespace: a, serviceAccount: a, secrets: [ { path: /a } ] } ] | without a slash at either end",
        "consumers: [ { name: a, namespace: a, serviceAccount: a, secrets: [ { path: ../a } ] } ] | without a slash at either end",
        "consumers: [ { name: a, namespace: a, serviceAccount: a, role: b, secrets: [ { path: a } ] } ] | names b, which is not in the file",
        "owner: Me                                   | owner has to be 1 to 63 of",
        "secretEngines: &x [ { path: a } ] | anchors and aliases are not supported",
      })
  void refuses(String line, String message) {
    assertThatThrownBy(() -> read(SMALL + line + "\n"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("access.yaml, line ")
        .hasMessageContaining(message.strip());
  }

  @Test
  void refusesVaultsOwnTokenWhereVaultIsElsewhere() {
    assertThatThrownBy(() -> read(SMALL.replace("name: prod", "name: prod\n    setup: own-token")))
        .hasMessageContaining(
            "Vault does not run in it: say vault.cluster: prod or take reviewer-token");
  }

  @Test
  void refusesLabelsWhereNobodyCanCheckThem() {
    assertThatThrownBy(
            () ->
                read(
                    SMALL.replace("name: prod", "name: prod\n    setup: pinned-keys")
                        + "roles: [ { name: a, serviceAccounts: [a], namespaceLabels: { team: a } } ]\n"))
        .hasMessageContaining("a token does not hold the labels of its namespace");
  }

  @Test
  void refusesAFileThatIsTooLarge() {
    assertThatThrownBy(() -> read("#".repeat(17 * 1024 * 1024)))
        .hasMessageContaining("is larger than 16 MiB");
  }

  private AccessDescription read(String text) throws IOException {
    return AccessFile.read(Files.writeString(folder.resolve("access.yaml"), text));
  }
}
