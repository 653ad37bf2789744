package io.sealbridge.k8sauth.kubernetes;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import java.util.List;
import java.util.Optional;

/** TokenReviews, as Vault makes them at each login. */
public final class Reviews {
  private final ClusterApi cluster;

  Reviews(ClusterApi cluster) {
    this.cluster = cluster;
  }

  /** With the credentials of this tool. */
  public ReviewOutcome review(BearerToken token, String audience) {
    return review(cluster, token, audience);
  }

  /** With the credentials of {@code reviewer}, as Vault would; with nothing of this tool's own. */
  public ReviewOutcome reviewAs(BearerToken reviewer, BearerToken token, String audience) {
    try (ClusterApi asReviewer = cluster.as(reviewer)) {
      return review(asReviewer, token, audience);
    }
  }

  private static ReviewOutcome review(ClusterApi cluster, BearerToken token, String audience) {
    TokenReview request =
        new TokenReviewBuilder()
            .withNewSpec()
            .withToken(token.value())
            .withAudiences(audience)
            .endSpec()
            .build();
    try {
      TokenReview answer =
          cluster.secretAttempt(
              "TokenReview",
              () -> cluster.client().authentication().v1().tokenReviews().create(request));
      return outcome(answer.getStatus(), audience);
    } catch (ClusterException e) {
      return refused(e);
    }
  }

  private static ReviewOutcome outcome(TokenReviewStatus status, String audience) {
    String error = Optional.ofNullable(status.getError()).orElse("the server gives no reason");
    if (!Boolean.TRUE.equals(status.getAuthenticated())) {
      return error.contains("target audiences")
          ? new ReviewOutcome.AudienceRefused(audience, error)
          : new ReviewOutcome.NotAuthenticated(error);
    }
    List<String> audiences = Optional.ofNullable(status.getAudiences()).orElse(List.of());
    // Vault refuses as well if an authenticator knew nothing of audiences and passed the token.
    return audiences.contains(audience)
        ? new ReviewOutcome.Authenticated(
            status.getUser().getUsername(), status.getUser().getUid(), audiences)
        : new ReviewOutcome.AudienceRefused(audience, "authenticated for " + audiences);
  }

  private static ReviewOutcome refused(ClusterException failure) {
    return switch (failure.fault()) {
      case ClusterFault.Unauthorised fault ->
          new ReviewOutcome.ReviewerRefused(401, fault.message());
      case ClusterFault.Forbidden fault -> new ReviewOutcome.ReviewerRefused(403, fault.message());
      case ClusterFault.Unreachable fault -> new ReviewOutcome.Unreachable(fault.seen());
      case ClusterFault.Unavailable fault ->
          new ReviewOutcome.Unreachable("it answered " + fault.status() + ", " + fault.seen());
      case ClusterFault.TlsFailed fault -> new ReviewOutcome.TlsFailed(fault.seen());
      case ClusterFault.NotFound _,
          ClusterFault.Conflict _,
          ClusterFault.NotOurs _,
          ClusterFault.OfAnotherOwner _,
          ClusterFault.MadeMeanwhile _,
          ClusterFault.NoNamespace _,
          ClusterFault.RightsMissing _,
          ClusterFault.NoToken _,
          ClusterFault.Invalid _,
          ClusterFault.NoSuchContext _,
          ClusterFault.BadKubeconfig _ ->
          throw failure;
    };
  }
}
