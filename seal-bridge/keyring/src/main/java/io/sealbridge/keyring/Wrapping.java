package io.sealbridge.keyring;

/**
 * How a token wraps a data key; fixed in the version's state when it is created, never read from a
 * blob.
 */
public sealed interface Wrapping {
  /** AES-GCM in the token, with an IV of 12 or 16 bytes made by host or token, 16-byte tag. */
  record AesGcm() implements Wrapping {}

  /** RSA-OAEP: wrapped in software with {@code publicKey}, unwrapped in the token. */
  record RsaOaep(OaepHash hash, PublicKeyInfo publicKey) implements Wrapping {}
}
