package io.sealbridge.keyring;

/**
 * What a key on a token does, and how; fixed in the version's state when it is made. A key does one
 * of these and nothing else, but for RSA keys of applications, which Transit's clients expect both
 * to open and to sign.
 */
public sealed interface Usage permits Wrapping, Usage.Signing, Usage.Mac, Usage.Unwrapping {
  /** Signs: ECDSA or Ed25519, as the key's type says. */
  record Signing(PublicKeyInfo publicKey) implements Usage {}

  /** Makes message authentication codes: HMAC. */
  record Mac() implements Usage {}

  /** Unwraps keys that are imported, inside the token: RSA-OAEP. */
  record Unwrapping(OaepHash hash, PublicKeyInfo publicKey) implements Usage {}
}
