package io.sealbridge.k8sauth.kubernetes;

import java.util.Optional;

/**
 * A Secret that should hold the token of a ServiceAccount.
 *
 * @param account the ServiceAccount that it says it is of; empty if it says none
 * @param token none until the cluster has written it
 */
public record TokenSecret(String type, String account, Optional<BearerToken> token) {
  private static final String KEPT_BY_THE_CLUSTER = "kubernetes.io/service-account-token";

  /** Whether the cluster writes the token, keeps it good, and takes it back with the account. */
  public boolean isKeptByTheCluster() {
    return type.equals(KEPT_BY_THE_CLUSTER);
  }
}
