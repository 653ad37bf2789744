package io.sealbridge.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.configuration.ConfigurationException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginConfigurationTest {

  private static final String TENANT = "11111111-2222-3333-4444-555555555555";
  private static final String BEFORE =
      """
      hsms: [ { name: a, library: l, pinFile: p } ]
      access: [ { identity: vault-a } ]
      """;
  private static final String CLUSTER =
      """
      logins:
        - mount: kubernetes
          kubernetes: { server: "https://10.0.0.1:6443", reviewerToken: t, issuer: "https://c.example" }
          roles: [ { name: vault, identity: vault-a, serviceAccounts: [vault], namespaces: [vault], audience: seal-bridge } ]
      """;
  private static final String ISSUER =
      """
      logins:
        - mount: azure
          jwt: { issuers: ["https://i.example"], keys: { discovery: true } }
          roles: [ { name: r, identity: vault-a, audiences: [b], claims: { oid: o } } ]
      """;

  @TempDir Path folder;

  @Test
  void readsEveryProperty() throws URISyntaxException {
    // given
    Path file = Path.of(Objects.requireNonNull(getClass().getResource("/full.yaml")).toURI());
    Path beside = Objects.requireNonNull(file.getParent());

    // when
    List<LoginConfiguration> read = ConfigurationFile.read(file).configuration().logins();

    // then
    assertThat(read.getFirst())
        .isEqualTo(
            new LoginConfiguration(
                "kubernetes",
                Optional.of(
                    new KubernetesLoginConfiguration(
                        KubernetesLoginMode.TOKENREVIEW,
                        Optional.of("https://10.0.0.1:6443"),
                        Optional.of(beside.resolve("cluster-ca.pem")),
                        Optional.of(Path.of("/var/run/secrets/reviewer/token")),
                        Optional.empty(),
                        Optional.of("https://kubernetes.example"),
                        List.of("https://kubernetes.default.svc", "api"),
                        List.of(SignatureAlgorithm.RS256))),
                Optional.empty(),
                Duration.ofHours(2),
                Duration.ofSeconds(10),
                List.of(
                    new LoginRoleConfiguration(
                        "vault",
                        "vault-a",
                        List.of("vault"),
                        List.of("vault"),
                        Optional.of("seal-bridge"),
                        List.of(),
                        Map.of(),
                        Duration.ofMinutes(30)))));
    assertThat(read.get(2).jwt())
        .contains(
            new JwtLoginConfiguration(
                List.of(
                    "https://sts.windows.net/" + TENANT + "/",
                    "https://login.microsoftonline.com/" + TENANT + "/v2.0"),
                new KeySourceConfiguration(
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    Optional.of(beside.resolve("azure-ca.pem")),
                    Duration.ofHours(1)),
                List.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256)));
    assertThat(read.get(2).roles().getFirst().claims())
        .isEqualTo(Map.of("tid", TENANT, "oid", "66666666-7777-8888-9999-aaaaaaaaaaaa"));
  }

  @Test
  void pinsTheDefaults() throws IOException {
    // when
    LoginConfiguration cluster = read(CLUSTER).getFirst();
    LoginConfiguration issuer = read(ISSUER).getFirst();

    // then
    KubernetesLoginConfiguration kubernetes = cluster.kubernetes().orElseThrow();
    assertThat(kubernetes.mode()).isEqualTo(KubernetesLoginMode.TOKENREVIEW);
    assertThat(kubernetes.apiServerAudiences())
        .containsExactly(
            "https://kubernetes.default.svc", "https://kubernetes.default.svc.cluster.local");
    assertThat(kubernetes.algorithms())
        .containsExactly(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256);
    assertThat(cluster.maxTokenLifetime()).isEqualTo(Duration.ofHours(1));
    assertThat(cluster.leeway()).isEqualTo(Duration.ofMinutes(1));
    assertThat(cluster.roles().getFirst().ttl()).isEqualTo(Duration.ofHours(1));
    assertThat(issuer.jwt().orElseThrow().algorithms()).containsExactly(SignatureAlgorithm.RS256);
    assertThat(issuer.jwt().orElseThrow().keys().refresh()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void aRoleAdmitsNamesWholeAndAStarAny() throws IOException {
    // given
    LoginRoleConfiguration exact = read(CLUSTER).getFirst().roles().getFirst();
    LoginRoleConfiguration any =
        read(CLUSTER.replace("serviceAccounts: [vault]", "serviceAccounts: [\"*\"]"))
            .getFirst()
            .roles()
            .getFirst();

    // then
    assertThat(exact.admits("vault", "vault")).isTrue();
    assertThat(exact.admits("vault", "vault2")).isFalse();
    assertThat(exact.admits("other", "vault")).isFalse();
    assertThat(any.admits("vault", "whoever")).isTrue();
    assertThat(any.admits("other", "whoever")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://10.0.0.1:6443  | http://10.0.0.1:6443  | kubernetes.server must be https:// and a host",
        "https://10.0.0.1:6443  | https://u@10.0.0.1    | kubernetes.server must be https:// and a host",
        "reviewerToken: t       | ca: c                 | reviewerToken must be given when mode is tokenreview",
        "reviewerToken: t       | reviewerToken: t, keys: { file: f } | keys must be left out when mode is tokenreview",
        "{ server               | { mode: jwks, server  | keys must be given when mode is jwks",
        "mount: kubernetes      | mount: token          | mount must not be token",
        "mount: kubernetes      | mount: a//b           | mount must be segments",
        "audience: seal-bridge  | ttl: 1h               | roles[0].audience must be given",
        "audience: seal-bridge  | audience: \"https://kubernetes.default.svc\" | roles[0].audience must not be one of the API server",
        "audience: seal-bridge  | audience: \"https://c.example\" | roles[0].audience must not be one of the API server",
        "namespaces: [vault]    | ttl: 1h               | roles[0].namespaces must be given",
        "namespaces: [vault]    | namespaces: [\"*\", a] | namespaces must be \"*\" alone or names",
        "namespaces: [vault]    | namespaces: [\"v*\"]   | namespaces must be whole names",
        "audience: seal-bridge  | audience: b, claims: { a: b } | audiences and claims are for jwt",
        "audience: seal-bridge  | audience: b, ttl: 25h | ttl must be between 1m and 1d",
        "identity: vault-a, s   | identity: vault-b, s  | logins[0].roles[0].identity must be one of those listed in access, was \"vault-b\"; did you mean \"vault-a\"?",
      })
  void refusesAClusterThatIsNotRight(String valid, String broken, String message) {
    refuses(CLUSTER, valid, broken, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "discovery: true        | discovery: false      | exactly one of file, url and discovery must be given, was 0",
        "discovery: true        | discovery: true, url: \"https://i.example/k\" | exactly one of file, url and discovery must be given, was 2",
        "discovery: true        | url: \"http://i.example/k\" | url must be https://",
        "discovery: true        | file: f, ca: c        | ca must be left out for a file",
        "https://i.example      | accounts.google.com   | issuers, whose keys are discovered, must be https://",
        "discovery: true        | discovery: yes        | discovery must be true or false",
        "{ issuers              | { algorithms: [none], issuers  | algorithms[0] must be one of RS256",
        "{ issuers              | { algorithms: [HS256], issuers | algorithms[0] must be one of RS256",
        "claims: { oid: o }     | ttl: 1h               | claims must name at least one claim that says who",
        "claims: { oid: o }     | claims: { aud: b, iss: i } | claims must name at least one claim that says who",
        "claims: { oid: o }     | claims: { oid: [o] }  | roles[0].claims.oid must be one value",
        "audiences: [b]         | ttl: 1h               | roles[0].audiences must be given",
        "audiences: [b]         | audiences: [b], namespaces: [n] | are for kubernetes",
        "jwt: {                 | kubernetes: { server: \"https://c\", reviewerToken: t } PLUS jwt: { | either kubernetes or jwt must be given",
      })
  void refusesAnIssuerThatIsNotRight(String valid, String broken, String message) {
    refuses(ISSUER, valid, broken.replace(" PLUS ", "\n    "), message);
  }

  @Test
  void refusesTwoRolesOrMountsOfOneName() {
    refuses(
        ISSUER,
        "roles: [",
        "roles: [ { name: r, identity: vault-a, audiences: [b], claims: { oid: p } },",
        "roles[1].name must be used once");
    refuses(
        ISSUER + CLUSTER.replace("logins:\n", "").replace("mount: kubernetes", "mount: azure"),
        "oid: o",
        "oid: o",
        "logins[1].mount must be used once");
  }

  private void refuses(String yaml, String valid, String broken, String message) {
    assertThat(yaml).contains(valid);
    assertThatThrownBy(() -> read(yaml.replace(valid, broken)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  private List<LoginConfiguration> read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("bridge.yaml"), BEFORE + yaml);
    return ConfigurationFile.read(file).configuration().logins();
  }
}
