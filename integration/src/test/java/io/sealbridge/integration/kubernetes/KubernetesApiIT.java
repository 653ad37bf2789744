package io.sealbridge.integration.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.Repository;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.vault.JsonHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The API server of the tests does what a cluster's does, so that a login against it counts. */
class KubernetesApiIT {
  private static final Optional<String> AUDIENCE = Optional.of("seal-bridge");
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private final KubernetesApi api = CLUSTER.api();

  @Test
  void reviewsTheTokenOfALivingAccountAndRefusesThatOfADeletedOne() {
    // given
    String reviewer = reviewer("living");
    ServiceAccount account = api.createServiceAccount("living", "vault");
    String token = api.token(account, AUDIENCE, LIFETIME);

    // when
    Review before = api.review(reviewer, token, "seal-bridge");
    api.delete(account);
    Review after =
        Eventually.get(
            "the API server sees that the account is gone",
            KubernetesApi.REVIEW_CACHE,
            () ->
                Optional.of(api.review(reviewer, token, "seal-bridge"))
                    .filter(review -> !review.authenticated()));

    // then
    assertThat(before.authenticated()).isTrue();
    assertThat(before.username()).isEqualTo("system:serviceaccount:living:vault");
    assertThat(before.audiences()).isEqualTo(List.of("seal-bridge"));
    assertThat(after.error()).isNotBlank();
  }

  @Test
  void refusesTheTokenOfAnAccountThatWasMadeAgain() {
    // given
    String reviewer = reviewer("again");
    ServiceAccount account = api.createServiceAccount("again", "vault");
    String token = api.token(account, AUDIENCE, LIFETIME);

    // when
    api.delete(account);
    ServiceAccount successor = api.createServiceAccount("again", "vault");

    // then
    assertThat(successor.uid()).isNotEqualTo(account.uid());
    assertThat(api.review(reviewer, token, "seal-bridge").authenticated()).isFalse();
  }

  @Test
  void refusesATokenForAnotherAudience() {
    // given
    String reviewer = reviewer("audience");
    ServiceAccount account = api.createServiceAccount("audience", "vault");

    // when
    String token = api.token(account, Optional.of("another"), LIFETIME);

    // then
    assertThat(api.review(reviewer, token, "seal-bridge").authenticated()).isFalse();
  }

  @Test
  void letsOnlyAReviewerAskForReviews() {
    // given
    api.createNamespace("rights");
    ServiceAccount account = api.createServiceAccount("rights", "vault");
    String token = api.token(account, AUDIENCE, LIFETIME);
    String own = api.token(account, Optional.empty(), LIFETIME);

    // when
    int withoutRights = api.requestReview(own, token, "seal-bridge").status();
    int withoutIdentity = api.requestReview("nobody", token, "seal-bridge").status();

    // then
    assertThat(withoutRights).isEqualTo(403);
    assertThat(withoutIdentity).isEqualTo(401);
  }

  @Test
  void servesTheKeyThatSignedItsTokens() {
    // given
    api.createNamespace("keys");
    ServiceAccount account = api.createServiceAccount("keys", "vault");

    // when
    Jwt token = Jwt.parse(api.token(account, AUDIENCE, LIFETIME));

    // then
    assertThat(token.header().path("alg").asText()).isEqualTo("RS256");
    assertThat(token.claims().path("iss").asText()).isEqualTo(KubernetesApi.ISSUER);
    assertThat(token.isSignedBy(api.signingKey().publicKey())).isTrue();
    assertThat(api.keys()).contains("\"kid\":\"" + token.header().path("kid").asText() + "\"");
  }

  @Test
  void acceptsThePodThatTheDocumentationShows() throws IOException {
    // given
    Path file = Repository.root().resolve("docs/examples/sidecar/pod.yaml");
    api.createNamespace("vault");
    api.createServiceAccount("vault", "vault");

    // when
    JsonHttp.Answer answer = api.check("/api/v1/namespaces/vault/pods", Files.readString(file));

    // then
    answer.expect(201);
  }

  private String reviewer(String namespace) {
    api.createNamespace(namespace);
    return api.token(api.createReviewer(namespace, "reviewer"), Optional.empty(), LIFETIME);
  }
}
