package io.sealbridge.k8sauth.kubernetes;

import java.util.Optional;

/**
 * A Secret that should hold the token of a ServiceAccount.
 *
 * @param account the ServiceAccount that it says it is of; empty if it says none
 * @param accountUid which account of that name it is of, since there may have been others before
 * @param token none until the cluster has written it
 * @param authority by which the API server is trusted, as PEM; empty if the cluster put none there
 */
public record TokenSecret(
    String type, String account, String accountUid, Optional<BearerToken> token, String authority) {
  private static final String KEPT_BY_THE_CLUSTER = "kubernetes.io/service-account-token";

  /** Whether the cluster writes the token, keeps it good, and takes it back with the account. */
  public boolean isKeptByTheCluster() {
    return type.equals(KEPT_BY_THE_CLUSTER);
  }
}
