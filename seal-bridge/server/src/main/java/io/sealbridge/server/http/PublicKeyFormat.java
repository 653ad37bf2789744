package io.sealbridge.server.http;

import java.util.Arrays;
import java.util.Optional;

/** How an exported public key is written. */
public enum PublicKeyFormat {
  /** PEM, but for Ed25519 the 32 bytes in base64. */
  USUAL(""),
  /** The bytes in base64, of Ed25519 only. */
  RAW("raw"),
  /** SubjectPublicKeyInfo in base64. */
  DER("der"),
  PEM("pem");

  private final String queryName;

  PublicKeyFormat(String queryName) {
    this.queryName = queryName;
  }

  /** Empty for a name that nobody knows. */
  static Optional<PublicKeyFormat> parse(String text) {
    return Arrays.stream(values()).filter(format -> format.queryName.equals(text)).findFirst();
  }
}
