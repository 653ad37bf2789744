package io.sealbridge.keyring.service;

import io.sealbridge.keyring.HsmStatus;
import io.sealbridge.keyring.HsmToken;

/** Which HSM is worth asking first. */
final class Readiness {
  private Readiness() {}

  static boolean isReady(HsmToken token) {
    return token.status() instanceof HsmStatus.Ready;
  }
}
