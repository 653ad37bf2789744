package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.integration.kubernetes.Cluster;
import io.sealbridge.integration.kubernetes.ClusterUser;
import io.sealbridge.integration.kubernetes.Kubeconfig;
import io.sealbridge.integration.kubernetes.KubernetesApi;
import io.sealbridge.integration.kubernetes.SigningKey;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.Ports;
import io.sealbridge.integration.tls.Authority;
import io.sealbridge.integration.vault.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real logins prove what a file promises, and say what is wrong if it is not kept. */
class VerifyIT {
  private static final String ROLE = "auth/kubernetes/role/web";
  private static final String CONFIG = "auth/kubernetes/config";
  private static final String POLICY = "sys/policies/acl/web";

  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  @RegisterExtension final Scene scene = new Scene();

  private final KubernetesApi api = CLUSTER.api();

  @ParameterizedTest
  @EnumSource
  void isContentWhereAllIsAsTheFileSays(Product product) throws IOException {
    // given
    VerifiedAccess access = access(product, "pinned-keys");

    // when
    CommandResult verified = access.setup("verify");
    CommandResult strict = access.setup("verify", "--strict", "--output", "json");

    // then
    assertThat(verified.exitCode()).as(verified.output()).isZero();
    assertThat(verified.output())
        .contains(
            "web logs in",
            "reads apps/data/web/db",
            "is refused apps/data/job/db",
            "is refused apps/data/k8s-auth-setup/nobody-reads-this",
            "is refused sys/mounts",
            "/job is refused",
            "a token for another audience is refused",
            "set automountServiceAccountToken: false on it",
            "0 findings, 2 warnings")
        .doesNotContain(VerifiedAccess.SECRET);
    assertThat(strict.exitCode()).as(strict.output()).isEqualTo(3);
    JsonNode document = new ObjectMapper().readTree(strict.output());
    assertThat(document.path("version").asInt()).isEqualTo(1);
    assertThat(document.path("result").asText()).isEqualTo("warning");
    assertThat(document.path("counts").path("finding").asInt()).isZero();
    assertThat(document.path("subjects").path(0).path("checks").path(0).path("id").asText())
        .isEqualTo("auth-method");
    assertThat(access.loginsLeft()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatARoleReadsTooMuchOrTooLittle(Product product) {
    VerifiedAccess access = access(product, "pinned-keys");

    try (var _ = access.byHand(POLICY, Map.of("policy", policy("apps/*")))) {
      access.finds(
          "web",
          "policy web differs from the file",
          "may read apps/data/job/db, which nothing in the file allows it, with its policies (default, web)",
          "may read apps/data/k8s-auth-setup/nobody-reads-this");
    }
    try (var _ = access.byHand(POLICY, Map.of("policy", policy("nothing")))) {
      access.finds(
          "web",
          "may not read apps/data/web/db with its policies (default, web)",
          "path \"apps/data/web/db\" { capabilities = [\"read\"] }");
    }
    try (var _ = access.byHand(ROLE, Map.of("token_ttl", 0))) {
      access.finds("web", "token_ttl (0 instead of 3600)", "s, the file says 3600 s");
    }
    try (var _ = access.byHand(ROLE, Map.of("token_policies", List.of("web", "job")))) {
      access.finds("web", "a login also gets the policies job", "may read apps/data/job/db");
    }
    assertThat(access.loginsLeft()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void saysWhyALoginByPinnedKeysIsRefused(Product product) throws IOException {
    VerifiedAccess access = access(product, "pinned-keys");
    String names = "/kubernetes.io/serviceaccount/name";
    String namespaces = "/kubernetes.io/namespace";

    try (var _ = access.byHand(ROLE, Map.of("bound_audiences", List.of("elsewhere")))) {
      access.finds("web", "with the audience elsewhere, the token has vault");
    }
    try (var _ = access.byHand(ROLE, Map.of("bound_audiences", List.of()))) {
      access.finds("web", "names no audience in bound_audiences");
    }
    try (var _ = access.byHand(ROLE, claims(namespaces, "other", names, "web"))) {
      access.finds("web", "for the namespaces other, not for " + access.namespace());
    }
    try (var _ = access.byHand(ROLE, claims(namespaces, access.namespace(), names, "wep"))) {
      access.finds("web", "for ServiceAccounts named wep, not for web");
    }
    try (var _ = access.byHand(ROLE, claims(namespaces, access.namespace(), names, "*"))) {
      access.finds("web", "gets in, which the file does not name for this role");
    }
    try (var _ = access.byHand(CONFIG, Map.of("bound_issuer", "https://typo"))) {
      access.finds(
          "web", "expects the issuer https://typo, the token's is " + KubernetesApi.ISSUER);
    }
    String key = Files.readString(SigningKey.create(scene.folder()).publicFile());
    try (var _ = access.byHand(CONFIG, Map.of("jwt_validation_pubkeys", List.of(key)))) {
      access.finds("web", "other keys than the cluster signs tokens with");
    }
    assertThat(access.loginsLeft()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatIsNotThere(Product product) {
    VerifiedAccess access = access(product, "pinned-keys");

    access.deleteAccount("web");
    access.finds("web", "there is no ServiceAccount " + access.namespace() + "/web");
    access.deleteInVault("apps/data/job/db");
    CommandResult absent = access.setup("verify", "--role", "job");
    assertThat(absent.exitCode()).as(absent.output()).isZero();
    assertThat(absent.output()).contains("may read apps/data/job/db, but there is none");
    access.deleteInVault(ROLE);
    access.finds("web", "role web of auth method kubernetes/ is not in Vault; run apply");
    CommandResult unknown = access.setup("verify", "--role", "wep");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.output()).contains("--role wep is not in the file", "web");
  }

  @ParameterizedTest
  @EnumSource
  void saysWhyALoginByTheClientsOwnTokenIsRefused(Product product) throws IOException {
    VerifiedAccess access = access(product, "client-token");
    String nobody = "https://127.0.0.1:" + Ports.free();
    String otherAuthority =
        Files.readString(Authority.create(scene.folder().resolve("other")).certificateFile());

    CommandResult good = access.setup("verify");
    assertThat(good.exitCode()).as(good.output()).isZero();
    assertThat(good.output()).contains("web may make TokenReviews", "web logs in");
    try (var _ = access.byHand(CONFIG, Map.of("kubernetes_host", nobody))) {
      access.finds("web", "kubernetes_host " + nobody + ", where nothing answers from here either");
    }
    try (var _ = access.byHand(CONFIG, Map.of("kubernetes_ca_cert", otherAuthority))) {
      access.finds("web", "no TLS comes about with kubernetes_host", "kubernetes_ca_cert");
    }
    try (var _ = access.byHand(ROLE, Map.of("audience", "elsewhere"))) {
      access.finds("web", "with the audience elsewhere, the token has " + KubernetesApi.ISSUER);
    }
    try (var _ =
        access.byHand(ROLE, Map.of("bound_service_account_namespaces", List.of("other")))) {
      access.finds("web", "for the namespaces other, not for " + access.namespace());
    }
    try (var _ = access.byHand(CONFIG, Map.of("token_reviewer_jwt", "wrong"))) {
      access.finds(
          "web",
          "should ask with the pod's token, but was given a token_reviewer_jwt",
          "refuses the token_reviewer_jwt that only Vault knows");
    }
    assertThat(access.loginsLeft()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void saysThatAClientsTokenHasToBeOneForTheApiServerToo(Product product) {
    VerifiedAccess access = access(product, "client-token");
    access.describe(
        api.kubeconfig(ClusterUser.ADMIN), "client-token", role(access, "audience: vault"));
    access.setup("apply", "--yes").orFail();

    access.finds(
        "shared",
        "with client-token the pod's token also has to be one for the API server",
        "its audience is vault");
  }

  @ParameterizedTest
  @EnumSource
  void revokesLoginsThatMayNotRevokeThemselves(Product product) {
    VerifiedAccess access = access(product, "pinned-keys");
    access.describe(
        api.kubeconfig(ClusterUser.ADMIN), "pinned-keys", role(access, "defaultPolicy: false"));
    access.setup("apply", "--yes").orFail();

    CommandResult verified = access.setup("verify", "--role", "shared");

    assertThat(verified.exitCode()).as(verified.output()).isZero();
    assertThat(verified.output()).contains("web logs in", "reads apps/data/web/db");
    assertThat(access.loginsLeft()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatKeepsItFromVerifying(Product product) {
    VerifiedAccess access = access(product, "pinned-keys");
    Path administrator = api.kubeconfig(ClusterUser.ADMIN);

    access.describe(administrator, "pinned-keys", role(access, ""));
    access.setup("apply", "--yes").orFail();
    access.describe(kubeconfigWithoutRights(access), "pinned-keys", role(access, ""));
    access.fails("no token of " + access.namespace() + "/web", "serviceaccounts/token");
    access.describe(administrator, "pinned-keys", role(access, "boundCidrs: [ 10.11.12.13/32 ]"));
    access.setup("apply", "--yes").orFail();
    access.fails("takes logins from 10.11.12.13", "run verify from there");
    access.seal();
    access.fails("is sealed. Unseal it");
    access.stopVault();
    access.fails("was not reached: the connection was refused");
  }

  private Path kubeconfigWithoutRights(VerifiedAccess access) {
    String token =
        api.token(
            api.serviceAccount(access.namespace(), "job"),
            Optional.empty(),
            Duration.ofMinutes(10));
    return Kubeconfig.write(
        scene.folder().resolve("job"), api.address(), api.certificateAuthority(), token);
  }

  /** A role for one account, and a consumer that logs in with it. */
  private static String role(VerifiedAccess access, String property) {
    return """
    roles:
      - name: shared
        serviceAccounts: [ web ]
        namespaces: [ %s ]
        policies: [ web ]
        %s
    consumers:
      - { name: web, namespace: %s, serviceAccount: web, role: shared, secrets: [ { engine: apps, path: web/db } ] }
    """
        .formatted(access.namespace(), property, access.namespace());
  }

  private static Map<String, Object> claims(
      String namespaces, String namespace, String names, String name) {
    return Map.of("bound_claims", Map.of(namespaces, List.of(namespace), names, List.of(name)));
  }

  private static String policy(String path) {
    return "path \"" + path + "\" { capabilities = [\"read\"] }";
  }

  private VerifiedAccess access(Product product, String setup) {
    return VerifiedAccess.make(scene, product, api, api.kubeconfig(ClusterUser.ADMIN), setup);
  }
}
