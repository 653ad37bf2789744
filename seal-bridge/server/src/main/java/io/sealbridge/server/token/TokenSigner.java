package io.sealbridge.server.token;

import java.util.concurrent.CompletionStage;

/** Signs tokens with one private key, which is in an HSM. Safe for use by many threads. */
public interface TokenSigner {

  TrustedKey key();

  /**
   * Signs {@code data} by ECDSA with P-256 and SHA-256. The stage gives the 64 bytes of r and s
   * (RFC 7518, section 3.4), or fails if the HSM does not answer.
   */
  CompletionStage<byte[]> sign(byte[] data);
}
