package io.sealbridge.integration.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sealbridge.integration.process.Ports;
import io.sealbridge.integration.tls.Authority;
import io.sealbridge.k8sauth.kubernetes.AccessRule;
import io.sealbridge.k8sauth.kubernetes.BearerToken;
import io.sealbridge.k8sauth.kubernetes.ClusterApi;
import io.sealbridge.k8sauth.kubernetes.ClusterException;
import io.sealbridge.k8sauth.kubernetes.ClusterFault;
import io.sealbridge.k8sauth.kubernetes.ClusterSource;
import io.sealbridge.k8sauth.kubernetes.ReviewOutcome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What k8s-auth-setup asks a real API server, and how it says what goes wrong. */
class ClusterApiIT {
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  @TempDir Path folder;

  private final KubernetesApi api = CLUSTER.api();

  @Test
  void readsWhatVaultHasToKnowOfTheCluster() throws IOException {
    try (ClusterApi cluster = administrator()) {
      assertThat(cluster.address()).isEqualTo(api.address().toString());
      assertThat(cluster.serverVersion()).startsWith("v1.34");
      assertThat(cluster.issuer()).isEqualTo(KubernetesApi.ISSUER);
      assertThat(cluster.jwks()).contains("\"kid\"", "\"RS256\"");
      assertThat(cluster.certificateAuthority())
          .contains(Files.readString(api.certificateAuthority()));
    }
  }

  @Test
  void runsInAPodWithTheTokenThatIsMountedThere() throws IOException {
    // given
    api.createNamespace("pod");
    String token = api.token(api.createServiceAccount("pod", "tool"), Optional.empty(), LIFETIME);
    Files.writeString(folder.resolve("token"), token);
    Files.copy(api.certificateAuthority(), folder.resolve("ca.crt"));
    URI address = api.address();
    ClusterSource pod =
        new ClusterSource.InCluster(
            folder,
            Map.of(
                "KUBERNETES_SERVICE_HOST", address.getHost(),
                "KUBERNETES_SERVICE_PORT", Integer.toString(address.getPort())));

    // when, then
    try (ClusterApi cluster = ClusterApi.open(pod)) {
      assertThat(cluster.issuer()).isEqualTo(KubernetesApi.ISSUER);
      assertThat(cluster.certificateAuthority())
          .contains(Files.readString(api.certificateAuthority()));
    }
  }

  @Test
  void tellsApartWhyATokenIsRefused() {
    api.createNamespace("why");
    ServiceAccount client = api.createServiceAccount("why", "client");
    ServiceAccount reviewer = api.createReviewer("why", "reviewer");
    try (ClusterApi cluster = administrator()) {
      // given
      BearerToken token = token(cluster, client, Optional.of("vault"));
      BearerToken asReviewer = token(cluster, reviewer, Optional.empty());
      BearerToken asClient = token(cluster, client, Optional.empty());

      // when, then
      assertThat(cluster.reviews().reviewAs(asReviewer, token, "vault"))
          .isEqualTo(
              new ReviewOutcome.Authenticated(
                  "system:serviceaccount:why:client", client.uid(), List.of("vault")));
      assertThat(cluster.reviews().review(token, "vault"))
          .isInstanceOf(ReviewOutcome.Authenticated.class);
      assertThat(cluster.reviews().reviewAs(asReviewer, token, "bao"))
          .isInstanceOfSatisfying(
              ReviewOutcome.AudienceRefused.class,
              refused -> assertThat(refused.error()).contains("vault", "bao"));
      assertThat(cluster.reviews().reviewAs(asReviewer, new BearerToken("forged"), "vault"))
          .isInstanceOf(ReviewOutcome.NotAuthenticated.class);
      assertThat(cluster.reviews().reviewAs(asClient, token, "vault"))
          .isInstanceOfSatisfying(
              ReviewOutcome.ReviewerRefused.class,
              refused -> {
                assertThat(refused.status()).isEqualTo(403);
                assertThat(refused.seen()).contains("resources: [\"tokenreviews\"]");
              });
      assertThat(cluster.reviews().reviewAs(new BearerToken("unknown"), token, "vault"))
          .isInstanceOfSatisfying(
              ReviewOutcome.ReviewerRefused.class,
              refused -> assertThat(refused.status()).isEqualTo(401));
    }
  }

  @Test
  void saysWhetherNobodyAnswersOrSomebodyElseDoes() {
    // given
    Path other = Authority.create(folder.resolve("other")).certificateFile();
    URI nobody = URI.create("https://127.0.0.1:" + Ports.free());
    BearerToken token = new BearerToken("any");
    Path toNobody =
        Kubeconfig.write(
            folder.resolve("nobody"), nobody, api.certificateAuthority(), "marker-token");
    Path distrusted =
        Kubeconfig.write(folder.resolve("distrusted"), api.address(), other, "marker-token");

    // when, then
    try (ClusterApi cluster = open(toNobody)) {
      assertThat(cluster.reviews().review(token, "vault"))
          .isInstanceOf(ReviewOutcome.Unreachable.class);
      assertThat(failure(cluster).getMessage())
          .contains(nobody.toString())
          .doesNotContain("marker-token");
    }
    try (ClusterApi cluster = open(distrusted)) {
      assertThat(cluster.reviews().review(token, "vault"))
          .isInstanceOf(ReviewOutcome.TlsFailed.class);
      assertThat(failure(cluster).fault()).isInstanceOf(ClusterFault.TlsFailed.class);
    }
  }

  @Test
  void namesTheRuleThatIsMissing() {
    api.createNamespace("rule");
    ServiceAccount client = api.createServiceAccount("rule", "client");
    try (ClusterApi administrator = administrator();
        ClusterApi cluster = as(token(administrator, client, Optional.empty()))) {
      // when
      ClusterException failure =
          catchThrowableOfType(
              ClusterException.class, () -> token(cluster, client, Optional.of("vault")));

      // then
      AccessRule tokens = AccessRule.inNamespace("create", "", "serviceaccounts/token", "rule");
      assertThat(failure.fault())
          .isInstanceOfSatisfying(
              ClusterFault.Forbidden.class, fault -> assertThat(fault.missing()).contains(tokens));
      assertThat(failure)
          .hasMessageContaining("Role in rule")
          .hasMessageContaining("resources: [\"serviceaccounts/token\"]");
      AccessRule issuer = new AccessRule.OnPath("get", "/openid/v1/jwks");
      assertThat(cluster.permissions().missing(List.of(tokens, issuer))).containsExactly(tokens);
      assertThat(administrator.permissions().missing(List.of(tokens, issuer))).isEmpty();
    }
  }

  @Test
  void knowsWhoMayReview() {
    api.createNamespace("may");
    api.createReviewer("may", "reviewer");
    api.createServiceAccount("may", "client");
    try (ClusterApi cluster = administrator()) {
      assertThat(cluster.permissions().mayReview("may", "reviewer")).isTrue();
      assertThat(cluster.permissions().mayReview("may", "client")).isFalse();
    }
  }

  @Test
  void saysWhichAccountIsMissing() {
    api.createNamespace("missing");
    try (ClusterApi cluster = administrator()) {
      ClusterException failure =
          catchThrowableOfType(
              ClusterException.class,
              () ->
                  cluster.tokenRequests().token("missing", "typo", Optional.of("vault"), LIFETIME));
      assertThat(failure.fault()).isInstanceOf(ClusterFault.NotFound.class);
      assertThat(failure).hasMessageContaining("missing/typo");
    }
  }

  private static ClusterException failure(ClusterApi cluster) {
    return catchThrowableOfType(ClusterException.class, cluster::serverVersion);
  }

  private static BearerToken token(
      ClusterApi cluster, ServiceAccount account, Optional<String> audience) {
    return cluster.tokenRequests().token(account.namespace(), account.name(), audience, LIFETIME);
  }

  private ClusterApi administrator() {
    return open(api.kubeconfig(ClusterUser.ADMIN));
  }

  private ClusterApi as(BearerToken token) {
    return open(
        Kubeconfig.write(
            folder.resolve("other"), api.address(), api.certificateAuthority(), token.value()));
  }

  private static ClusterApi open(Path kubeconfig) {
    return ClusterApi.open(new ClusterSource.Kubeconfig(kubeconfig, Optional.of("test")));
  }
}
