package io.sealbridge.k8sauth.kubernetes;

import java.util.List;

/** What came of a TokenReview, told apart as Vault's own answer (403 for all of them) is not. */
public sealed interface ReviewOutcome {

  /** The token is good for one of the audiences that were asked for. */
  record Authenticated(String username, String uid, List<String> audiences)
      implements ReviewOutcome {
    public Authenticated {
      audiences = List.copyOf(audiences);
    }
  }

  /** The client's token is no good: expired, forged, of another cluster, its account deleted. */
  record NotAuthenticated(String error) implements ReviewOutcome {}

  /** The client's token is good, but made for somebody else. */
  record AudienceRefused(String asked, String error) implements ReviewOutcome {}

  /** The API server refuses whoever asks: 401 if it doesn't know them, 403 if RBAC forbids it. */
  record ReviewerRefused(int status, String seen) implements ReviewOutcome {}

  record Unreachable(String seen) implements ReviewOutcome {}

  record TlsFailed(String seen) implements ReviewOutcome {}
}
