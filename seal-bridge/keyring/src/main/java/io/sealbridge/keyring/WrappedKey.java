package io.sealbridge.keyring;

/**
 * A data key wrapped by a token: the IV (empty for RSA-OAEP, 12 or 16 bytes for AES-GCM) and the
 * bytes. Ciphertext, so not secret. Immutable.
 */
public final class WrappedKey {
  private final byte[] iv;
  private final byte[] bytes;

  public WrappedKey(byte[] iv, byte[] bytes) {
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
    return "WrappedKey[iv " + iv.length + " bytes, wrapped " + bytes.length + " bytes]";
  }
}
