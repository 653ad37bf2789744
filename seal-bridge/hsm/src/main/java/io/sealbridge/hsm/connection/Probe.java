package io.sealbridge.hsm.connection;

import io.sealbridge.hsm.cryptoki.CryptokiSession;

/**
 * Tells whether a new connection does what it is for, by opening the canaries known so far. Throws
 * {@link io.sealbridge.hsm.cryptoki.CryptokiException} or {@link
 * io.sealbridge.keyring.HsmException} if it does not.
 */
@FunctionalInterface
public interface Probe {
  void check(Link link, CryptokiSession session);
}
