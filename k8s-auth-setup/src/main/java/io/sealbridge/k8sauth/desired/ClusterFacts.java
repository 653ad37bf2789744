package io.sealbridge.k8sauth.desired;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What is to be known of a cluster before its auth method can be set up.
 *
 * @param apiServer as Vault reaches it
 * @param authority PEM by which Vault trusts the API server, or the issuer where that is what it
 *     asks; empty for the authorities of Vault's system
 * @param issuer of ServiceAccount tokens
 * @param publicKeys PEM of the keys that ServiceAccount tokens are signed with
 * @param reviewerToken of the ServiceAccount that reviews tokens for Vault; none if no token is
 *     needed, or while the cluster has not made it
 */
public record ClusterFacts(
    URI apiServer,
    String authority,
    String issuer,
    List<String> publicKeys,
    Optional<HiddenText> reviewerToken) {

  public ClusterFacts {
    publicKeys = List.copyOf(publicKeys);
  }
}
