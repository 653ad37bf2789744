package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.kubernetes.Cluster;
import io.sealbridge.integration.kubernetes.ClusterUser;
import io.sealbridge.integration.kubernetes.KubernetesApi;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.tls.Authority;
import io.sealbridge.integration.vault.Product;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Vault reads the cluster's keys where its issuer publishes them, and asks nobody at a login. */
class DiscoveryIT {
  private static final String SETUP = "oidc-discovery";
  private static final String ROLE = "auth/kubernetes/role/web";
  private static final String CONFIG = "auth/kubernetes/config";
  private static final String BINDINGS = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/";
  private static final String BINDING = "k8s-auth-setup:default:kubernetes:issuer-discovery";

  @RegisterExtension static final Cluster CLUSTER = Cluster.withIssuerFront();

  @RegisterExtension final Scene scene = new Scene();

  private final KubernetesApi api = CLUSTER.api();

  @ParameterizedTest
  @EnumSource
  void logsInByWhatTheIssuerPublishesAndSaysWhyNotIfItDoesNot(Product product) {
    // given
    VerifiedAccess access = access(product);

    // when
    CommandResult planned = access.setup("plan");
    CommandResult verified = access.setup("verify");

    // then
    assertThat(planned.output()).isEqualTo("Nothing to change.\n");
    assertThat(verified.exitCode()).as(verified.output()).isZero();
    assertThat(verified.output())
        .contains(
            "the keys that it names can be read without a token",
            "web logs in",
            "reads apps/data/web/db",
            "is refused apps/data/job/db",
            "/job is refused",
            "a token for another audience is refused",
            "0 findings");

    // then: by the role and the configuration
    String names = "/kubernetes.io/serviceaccount/name";
    String namespaces = "/kubernetes.io/namespace";
    try (var _ = access.byHand(ROLE, Map.of("bound_audiences", List.of("elsewhere")))) {
      access.finds("web", "with the audience elsewhere, the token has vault");
    }
    try (var _ = access.byHand(ROLE, claims(namespaces, "other", names, "web"))) {
      access.finds("web", "for the namespaces other, not for " + access.namespace());
    }
    try (var _ = access.byHand(ROLE, claims(namespaces, access.namespace(), names, "wep"))) {
      access.finds("web", "for ServiceAccounts named wep, not for web");
    }
    try (var _ = access.byHand(CONFIG, Map.of("bound_issuer", "https://typo"))) {
      access.finds("web", "expects the issuer https://typo, the token's is " + api.issuer());
    }
    assertThat(access.loginsLeft()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void saysWhyVaultDoesNotGetTheKeys(Product product) {
    VerifiedAccess access = access(product);
    String document = api.issuer() + "/.well-known/openid-configuration";

    // when: nobody may read them without a token
    api.remove(BINDINGS + BINDING);
    access.forgetInVault();

    // then
    access.finds(
        "web",
        "ClusterRoleBinding " + BINDING + " of cluster test is not there; run apply",
        "Vault reads the keys of the issuer " + api.issuer() + ", but seen from here",
        document + " answers 403 to whoever shows no token",
        api.issuer() + " does not show its keys to Vault, which asks without a token");
    access.setup("apply", "--yes").orFail();
    access.setup("verify").orFail();

    // when: nothing answers
    api.issuerFront().close();
    access.forgetInVault();

    // then
    access.finds(
        "web",
        "but seen from here it does not answer (the connection was refused)",
        "Vault does not get the keys that " + api.issuer() + " publishes");

    // when: somebody else answers
    api.issuerFront()
        .impersonate(Authority.create(scene.folder().resolve("other")).issue("kubernetes.test"));
    access.forgetInVault();

    // then
    access.finds(
        "web",
        "but seen from here no TLS comes about",
        "Vault does not trust the certificate of " + api.issuer());
    api.issuerFront().open();
    access.setup("verify").orFail();
    assertThat(access.loginsLeft()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void doesNotConfigureVaultForAnIssuerThatItCannotRead(Product product) {
    VerifiedAccess access = access(product);
    access.write(CONFIG, Map.of("jwt_validation_pubkeys", List.of(api.signingKey().publicPem())));
    Path other = Authority.create(scene.folder().resolve("other")).certificateFile();

    access.describe(api.kubeconfig(ClusterUser.ADMIN), SETUP + ", issuerCaFile: " + other, "");
    CommandResult distrusted = access.setup("apply", "--yes");
    assertThat(distrusted.exitCode()).as(distrusted.output()).isEqualTo(1);
    assertThat(distrusted.output()).contains("no TLS comes about", "issuerCaFile");

    access.describe(api.kubeconfig(ClusterUser.ADMIN), SETUP, "");
    api.issuerFront().close();
    CommandResult refused = access.setup("apply", "--yes");

    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
    assertThat(refused.output())
        .contains(
            "was not written: Vault does not get the keys of the cluster's issuer from "
                + api.issuer(),
            "it does not answer (the connection was refused)",
            "where it cannot, take pinned-keys");
    api.issuerFront().open();
    access.setup("apply", "--yes").orFail();
    assertThat(access.setup("plan").output()).startsWith("Nothing to change.\n");
  }

  @AfterEach
  void serveAgain() {
    api.issuerFront().open();
  }

  private static Map<String, Object> claims(
      String namespaces, String namespace, String names, String name) {
    return Map.of("bound_claims", Map.of(namespaces, List.of(namespace), names, List.of(name)));
  }

  private VerifiedAccess access(Product product) {
    return VerifiedAccess.make(scene, product, api, api.kubeconfig(ClusterUser.ADMIN), SETUP);
  }
}
