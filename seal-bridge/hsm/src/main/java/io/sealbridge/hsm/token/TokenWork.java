package io.sealbridge.hsm.token;

import io.sealbridge.hsm.connection.Link;
import io.sealbridge.hsm.cryptoki.CryptokiSession;

/** What one call does with the device. May be run twice if it is {@link Repeat#SAFE}. */
@FunctionalInterface
interface TokenWork<T> {
  T run(Link link, CryptokiSession session);
}
