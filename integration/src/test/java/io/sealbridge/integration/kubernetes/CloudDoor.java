package io.sealbridge.integration.kubernetes;

import java.util.Optional;

/**
 * Knows people by tokens that are none of the cluster's, and refuses ServiceAccounts, as the public
 * endpoints of some clouds do.
 */
public final class CloudDoor implements ApiDoor {
  @Override
  public Optional<Integer> refused(Passing request) {
    boolean serviceAccount = request.bearer().startsWith("eyJ");
    return serviceAccount || request.bearer().isEmpty() ? Optional.of(401) : Optional.empty();
  }

  @Override
  public void answered(Passing request) {}
}
