package io.sealbridge.k8sauth.verify;

import io.sealbridge.k8sauth.kubernetes.BearerToken;
import io.sealbridge.k8sauth.kubernetes.ClusterApi;
import io.sealbridge.k8sauth.kubernetes.ClusterException;
import io.sealbridge.k8sauth.kubernetes.ClusterFault;
import io.sealbridge.k8sauth.kubernetes.TokenRequests;
import java.util.Optional;

/** New tokens of ServiceAccounts, as pods get them. */
final class AccountTokens {
  private final ClusterApi api;

  AccountTokens(ClusterApi api) {
    this.api = api;
  }

  /** What came of asking for one. */
  sealed interface Answer {
    record Made(BearerToken token, TokenClaims claims) implements Answer {}

    record NoAccount() implements Answer {}

    record NotGiven(String why) implements Answer {}
  }

  Answer token(Account account, Optional<String> audience) {
    try {
      BearerToken token =
          api.tokenRequests()
              .token(account.namespace(), account.name(), audience, TokenRequests.SHORTEST);
      return TokenClaims.of(token)
          .<Answer>map(claims -> new Answer.Made(token, claims))
          .orElseGet(() -> new Answer.NotGiven("the API server's token is no JWT"));
    } catch (ClusterException e) {
      return e.fault() instanceof ClusterFault.NotFound
          ? new Answer.NoAccount()
          : new Answer.NotGiven(String.valueOf(e.getMessage()));
    }
  }
}
