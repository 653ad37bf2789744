package io.sealbridge.server.config;

import io.sealbridge.configuration.Spelled;

/**
 * The signatures that a login may be allowed to accept. Neither {@code none} nor one with a shared
 * secret is among them, so no configuration can allow it.
 */
public enum SignatureAlgorithm implements Spelled {
  RS256,
  RS384,
  RS512,
  PS256,
  PS384,
  PS512,
  ES256,
  ES384,
  ES512;

  @Override
  public String word() {
    return name();
  }
}
