package io.sealbridge.keyring;

/**
 * How a token wraps a data key; fixed in the version's state when it is created, never read from a
 * blob.
 */
public sealed interface Wrapping extends Usage {
  /** AES-GCM in the token, with an IV of 12 or 16 bytes made by host or token, 16-byte tag. */
  record AesGcm() implements Wrapping {}

  /**
   * RSA-OAEP: wrapped in software with {@code publicKey}, unwrapped in the token.
   *
   * @param signs the key signs too; never so for a seal key
   */
  record RsaOaep(OaepHash hash, PublicKeyInfo publicKey, boolean signs) implements Wrapping {
    /** A key that opens and nothing else. */
    public RsaOaep(OaepHash hash, PublicKeyInfo publicKey) {
      this(hash, publicKey, false);
    }
  }
}
