package io.sealbridge.server.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealbridge.server.identity.Identification.Reason;
import io.sealbridge.server.tls.Https;
import io.sealbridge.server.tls.TlsFilesException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Asks the cluster about a token: one POST of a TokenReview. Tells a refused reviewer, which is the
 * operator's to mend, from a refused client. Blocks on reading the reviewer's token only.
 */
final class TokenReviewer implements KubernetesVerifier.Authority {

  static final int LARGEST_ANSWER = 256 * 1024;

  private static final String PATH = "/apis/authentication.k8s.io/v1/tokenreviews";

  private final URI reviews;
  private final Path reviewerToken;
  private final Https https;
  private final LoginAlarms alarms;
  private final Clock clock;

  TokenReviewer(String server, Path reviewerToken, Https https, LoginAlarms alarms, Clock clock) {
    String base = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
    this.reviews = URI.create(base + PATH);
    this.reviewerToken = reviewerToken;
    this.https = https;
    this.alarms = alarms;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Void> confirm(Jwt jwt, ServiceAccount account, String audience) {
    HttpRequest request =
        HttpRequest.newBuilder(reviews)
            .header("Authorization", "Bearer " + bearer())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(review(jwt, audience)))
            .build();
    return https
        .call(request)
        .handle(
            (reply, failure) -> {
              if (failure != null) {
                throw unreachable(saidBy(failure));
              }
              requireConfirmed(status(reply), account, audience);
              return null;
            });
  }

  private static String saidBy(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return "cannot be asked: " + cause.getMessage();
  }

  private String bearer() {
    try {
      return ReviewerToken.read(reviewerToken).text();
    } catch (ReviewerToken.UnusableException e) {
      throw new LoginUnavailableException(unusable(String.valueOf(e.getMessage())));
    }
  }

  private String unusable(String detail) {
    alarms.raise(LoginAlarms.REVIEWER_REFUSED, detail);
    return detail;
  }

  private static byte[] review(Jwt jwt, String audience) {
    ObjectNode review = StrictJson.newObject();
    review.put("apiVersion", "authentication.k8s.io/v1");
    review.put("kind", "TokenReview");
    ObjectNode spec = review.putObject("spec");
    spec.put("token", jwt.text());
    spec.putArray("audiences").add(audience);
    return StrictJson.bytes(review);
  }

  private JsonNode status(Https.Reply reply) {
    switch (reply.status()) {
      case 200, 201 -> {}
      case 401 ->
          throw reviewerRefused(
              "answers 401 to the reviewer: its token "
                  + reviewerToken
                  + " is expired, of a deleted ServiceAccount, of another cluster, or lacks the API"
                  + " server's audience");
      case 403 ->
          throw reviewerRefused(
              "answers 403 to the reviewer: its ServiceAccount may not create"
                  + " tokenreviews.authentication.k8s.io; bind it to system:auth-delegator or to a"
                  + " role with that one permission");
      case 301, 302, 303, 307, 308 ->
          throw unreachable("redirects, which is not followed; write its own address as server");
      default -> throw unreachable("answers " + reply.status());
    }
    JsonNode status =
        StrictJson.object(reply.body().lend())
            .filter(review -> review.path("kind").asText().equals("TokenReview"))
            .map(review -> review.path("status"))
            .orElseThrow(() -> unreachable("answers something else than a TokenReview"));
    if (!status.isObject()) {
      throw unreachable("answers a TokenReview without a status");
    }
    return status;
  }

  private static void requireConfirmed(JsonNode status, ServiceAccount account, String audience) {
    if (!status.path("authenticated").booleanValue()) {
      throw refused(
          "the cluster does not know the token of "
              + account.userName()
              + ": "
              + Shown.of(status.path("error").asText())
              + "; it was made by another cluster, or its ServiceAccount or pod was deleted");
    }
    if (!contains(status.path("audiences"), audience)) {
      throw refused(
          "the API server did not confirm the audience "
              + audience
              + "; it is too old to know audiences, or an authenticator in front of it is");
    }
    JsonNode user = status.path("user");
    if (!user.path("username").asText().equals(account.userName())
        || !user.path("uid").asText().equals(account.uid())) {
      throw refused(
          "the cluster says that the token is of "
              + Shown.of(user.path("username").asText())
              + " with another name or uid than it claims");
    }
  }

  private static boolean contains(JsonNode list, String wanted) {
    for (JsonNode item : list) {
      if (item.isTextual() && item.textValue().equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static LoginRefusedException refused(String detail) {
    return new LoginRefusedException(Reason.LOGIN_REVIEW, detail);
  }

  private LoginUnavailableException reviewerRefused(String what) {
    String detail = "the reviewer was refused: " + reviews.getAuthority() + " " + what;
    alarms.raise(LoginAlarms.REVIEWER_REFUSED, detail);
    return new LoginUnavailableException(detail);
  }

  private LoginUnavailableException unreachable(String what) {
    String detail = "the API server " + reviews.getAuthority() + " " + what;
    alarms.raise(LoginAlarms.CLUSTER_UNREACHABLE, detail);
    return new LoginUnavailableException(detail);
  }

  /** Tells the operator of a reviewer's token that is missing or over before somebody logs in. */
  @Override
  public void lookAfter() {
    try {
      ReviewerToken.read(reviewerToken)
          .expires()
          .filter(end -> !clock.instant().isBefore(end))
          .ifPresent(
              end -> unusable("the reviewer's token " + reviewerToken + " expired at " + end));
    } catch (ReviewerToken.UnusableException e) {
      unusable(String.valueOf(e.getMessage()));
    }
    try {
      https.lookAfter();
    } catch (TlsFilesException e) {
      alarms.raise(LoginAlarms.CLUSTER_UNREACHABLE, "the old authorities stay: " + e.getMessage());
    }
  }
}
