package io.sealbridge.hsm.cryptoki;

/**
 * What a token encrypted: the IV it was encrypted with (empty for RSA) and the bytes, the tag last.
 * The IV is the token's own if it made one. Immutable.
 */
public final class Encrypted {
  private final byte[] iv;
  private final byte[] bytes;

  public Encrypted(byte[] iv, byte[] bytes) {
    this.iv = iv.clone();
    this.bytes = bytes.clone();
  }

  public byte[] iv() {
    return iv.clone();
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "Encrypted[iv " + iv.length + " bytes, " + bytes.length + " bytes]";
  }
}
