package io.sealbridge.k8sauth.kubernetes;

import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import java.time.Duration;
import java.util.Optional;

/** Short-lived tokens of ServiceAccounts, as the kubelet gets them for a projected volume. */
public final class TokenRequests {
  /** The API server gives none that ends sooner. */
  public static final Duration SHORTEST = Duration.ofMinutes(10);

  private final ClusterApi cluster;

  TokenRequests(ClusterApi cluster) {
    this.cluster = cluster;
  }

  /**
   * A new token of an account that exists.
   *
   * @param audience none asks for the API server's own
   * @param lifetime at least {@link #SHORTEST}; the server may give less than was asked for
   */
  public BearerToken token(
      String namespace, String serviceAccount, Optional<String> audience, Duration lifetime) {
    String what = "token of ServiceAccount " + namespace + "/" + serviceAccount;
    if (lifetime.compareTo(SHORTEST) < 0) {
      throw new ClusterException(
          new ClusterFault.Invalid(
              what, "a lifetime of " + lifetime.toSeconds() + "s; at least 600s are needed"));
    }
    TokenRequest request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withAudiences(audience.stream().toList())
            .withExpirationSeconds(lifetime.toSeconds())
            .endSpec()
            .build();
    TokenRequest made =
        cluster.attempt(
            what,
            () ->
                cluster
                    .client()
                    .serviceAccounts()
                    .inNamespace(namespace)
                    .withName(serviceAccount)
                    .tokenRequest(request));
    return new BearerToken(made.getStatus().getToken());
  }
}
