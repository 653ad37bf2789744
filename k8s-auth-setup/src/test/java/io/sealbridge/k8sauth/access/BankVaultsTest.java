package io.sealbridge.k8sauth.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A description of access that takes policies, roles and engines from bank-vaults' format. */
class BankVaultsTest {
  private static final Path SAMPLE = Path.of("src/test/resources/bankvaults");

  @TempDir Path folder = Path.of("unset");

  @Test
  void addsPoliciesAndEnginesToThoseOfTheFile() {
    AccessDescription description = AccessFile.read(SAMPLE.resolve("access.yaml"));

    assertThat(description.policies().stream().map(PolicySection::name))
        .containsExactly("own", "allow_secrets", "allow_pki");
    assertThat(description.policies().get(2).rules())
        .contains("path \"pki/issue/web\" { capabilities = [\"update\"] }");
    assertThat(description.secretEngines())
        .containsExactly(
            new SecretEngineSection("secret", 2, "General secrets"),
            new SecretEngineSection("kv", 1, "KV engine of k8s-auth-setup"));
  }

  @Test
  void rolesOfTypeKubernetesBecomeRolesOfTheClusterWithThatMount() {
    List<RoleSection> roles = AccessFile.read(SAMPLE.resolve("access.yaml")).roles();

    RoleSection byDefault = roles.get(0);
    assertThat(byDefault.name()).isEqualTo("default");
    assertThat(byDefault.cluster()).contains("prod");
    assertThat(byDefault.serviceAccounts()).containsExactly("default", "shop-*");
    assertThat(byDefault.namespaces()).containsExactly("shop", "apps");
    assertThat(byDefault.policies()).containsExactly("allow_secrets");
    assertThat(byDefault.audience()).isEmpty();
    assertThat(byDefault.tokenType()).isEqualTo(TokenType.SERVICE);
    RoleSection nightly = roles.get(1);
    assertThat(nightly.audience()).contains("jobs");
    assertThat(nightly.policies()).containsExactly("allow_secrets", "allow_pki");
    assertThat(nightly.ttl()).isEqualTo(Duration.ofMinutes(90));
    assertThat(nightly.maxTtl()).isEqualTo(Duration.ofDays(2));
    assertThat(nightly.boundCidrs()).containsExactly("10.0.0.0/8");
    assertThat(nightly.defaultPolicy()).isFalse();
    assertThat(nightly.tokenType()).isEqualTo(TokenType.BATCH);
  }

  @Test
  void rolesOfTypeJwtAreReadBySubjectAndByClaims() {
    List<RoleSection> roles = AccessFile.read(SAMPLE.resolve("access.yaml")).roles();

    RoleSection press = roles.get(2);
    assertThat(press.cluster()).contains("factory");
    assertThat(press.namespaces()).containsExactly("line-1");
    assertThat(press.serviceAccounts()).containsExactly("press");
    assertThat(press.audience()).contains("vault");
    assertThat(press.maxTtl()).isEqualTo(Duration.ofHours(36));
    RoleSection robots = roles.get(3);
    assertThat(robots.namespaces()).containsExactly("line-*");
    assertThat(robots.serviceAccounts()).containsExactly("robot", "arm");
  }

  @Test
  void inOneClusterAConsumerNeedNotNameItToTakeARoleFromThere() throws IOException {
    write(
        """
        auth:
          - type: kubernetes
            roles:
              - { name: r, bound_service_account_names: a, bound_service_account_namespaces: n }
        """);

    AccessDescription description =
        AccessFile.read(
            access(
                "consumers: [ { name: c, namespace: n, serviceAccount: a, role: r, secrets: [ { path: s } ] } ]\n"));

    assertThat(description.roles().getFirst().cluster()).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "startupSecrets: [ { path: a } ] | line 1: startupSecrets holds secrets",
        "audit: [ { type: file } ] | line 1: audit is not set up by this tool",
        "plugins: [ { name: a } ] | line 1: plugins is not set up by this tool",
        "groups: [ { name: a } ] | line 1: groups is not set up by this tool",
        "group-aliases: [ { name: a } ] | line 1: group-aliases is not set up by this tool",
        "purgeUnmanagedConfig: { enabled: true } | line 1: purgeUnmanagedConfig.enabled has no meaning here",
        "polices: [] | line 1: unknown property polices; did you mean \"policies\"?",
        "externalConfig: { policies: [] } | line 1: externalConfig belongs to a manifest of bank-vaults' operator",
        "secrets: [ { type: pki } ] | line 1: secrets[0].type is pki; an engine of this type is not set up",
        "secrets: [ { type: kv, configuration: { config: [ { max_versions: 3 } ] } } ] | secrets[0].configuration is not set up",
        "auth: [ { type: github } ] | line 1: auth[0].type is github; this tool sets up kubernetes and jwt",
        "auth: [ { type: kubernetes, path: kubernets } ] | auth[0].path is kubernets, but no cluster of the description of access has this mount; did you mean \"kubernetes\"?",
        "auth: [ { type: jwt, path: kubernetes } ] | auth[0].type is jwt, but the setup of cluster prod makes a method of type kubernetes",
        "auth: [ { type: kubernetes, config: { token_reviewer_jwt: x } } ] | auth[0].config.token_reviewer_jwt is a secret",
        "auth: [ { type: kubernetes, config: { kubernetes_host: \"https://a\" } } ] | auth[0].config.kubernetes_host is not the apiServer of cluster prod",
        "auth: [ { type: kubernetes, config: { kubernetes_ca_cert: x } } ] | auth[0].config.kubernetes_ca_cert follows from the setup of cluster prod",
        "auth: [ { type: kubernetes, roles: [ { name: r, bound_service_account_name: a } ] } ] | unknown property auth[0].roles[0].bound_service_account_name; did you mean \"bound_service_account_names\"?",
        "auth: [ { type: kubernetes, roles: [ { name: r, bound_service_account_names: a } ] } ] | line 1: role r must have namespaces or namespaceLabels",
        "auth: [ { type: kubernetes, roles: [ { name: r, ttl: soon } ] } ] | auth[0].roles[0].ttl must be a number of seconds or a duration such as 1h30m, was soon",
        "auth: [ { type: kubernetes, roles: [ { name: r, ttl: 1h, token_ttl: 2h } ] } ] | auth[0].roles[0].ttl is given as token_ttl too",
        "auth: [ { type: kubernetes, roles: [ { name: r, policies: a, token_policies: b } ] } ] | auth[0].roles[0].policies is given as token_policies too",
        "auth: [ { type: kubernetes, roles: [ { name: r, period: 1h } ] } ] | auth[0].roles[0].period is always 0 here",
        "auth: [ { type: kubernetes, roles: [ { name: r, alias_name_source: serviceaccount_name } ] } ] | auth[0].roles[0].alias_name_source is always serviceaccount_uid",
        "policies: [ { name: p, rules: 'path \"${env \"X\"}\" {}' } ] | policies[0].rules has a placeholder of bank-vaults",
        "policies: [ { name: p, rules: 'path \"a/{{identity.entity.aliases.__accessor__kubernetes.name}}\" {}' } ] | policies[0].rules has __accessor__ of bank-vaults",
        "policies: [ { name: P, rules: x } ] | line 1: name must match",
        "policies: [ { name: root, rules: x } ] | line 1: name must not be that of a policy of Vault's own",
      })
  void refusesByNameWhatItDoesNotSetUp(String text, String message) throws IOException {
    Path file = write(text);

    assertThatThrownBy(() -> AccessFile.read(access("")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(file + ", line 1: ")
        .hasMessageContaining(message);
  }

  @Test
  void refusesASecretInThatFileWithoutSayingIt() throws IOException {
    write("policies: [ { name: p, rules: 'hvs.CAESIJ1234567890abcdefghij' } ]");

    assertThatThrownBy(() -> AccessFile.read(access("")))
        .hasMessageContaining("policies[0].rules holds what looks like a token of Vault")
        .hasMessageNotContaining("CAESIJ");
  }

  @Test
  void saysWhenBothFilesDescribeOneThing() throws IOException {
    write("policies: [ { name: p, rules: x } ]");

    assertThatThrownBy(() -> AccessFile.read(access("policies: [ { name: p, rules: x } ]\n")))
        .hasMessageContaining("policies has more than one with the name p");
  }

  @Test
  void saysWhenThereIsNoSuchFile() {
    assertThatThrownBy(() -> AccessFile.read(access("")))
        .hasMessageContaining(folder.resolve("vault-config.yml") + ": there is no such file");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("vault-config.yml"), text);
  }

  private Path access(String more) throws IOException {
    return Files.writeString(
        folder.resolve("access.yaml"),
        """
        vault: { address: "https://vault.example:8200" }
        clusters: [ { name: prod } ]
        bankVaults: [ vault-config.yml ]
        """
            + more);
  }
}
