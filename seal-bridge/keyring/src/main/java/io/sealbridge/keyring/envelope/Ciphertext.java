package io.sealbridge.keyring.envelope;

/** The text that a Vault stores: {@code vault:v<N>:<base64>}. Immutable. */
public final class Ciphertext {
  private final int version;
  private final byte[] body;

  Ciphertext(int version, byte[] body) {
    this.version = version;
    this.body = body;
  }

  /** The logical key version N, from 1. */
  public int version() {
    return version;
  }

  /** The bytes behind the last colon. */
  public byte[] body() {
    return body.clone();
  }

  /** The text form. */
  @Override
  public String toString() {
    return "vault:v" + version + ":" + java.util.Base64.getEncoder().encodeToString(body);
  }
}
