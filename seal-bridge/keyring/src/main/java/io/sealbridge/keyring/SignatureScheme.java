package io.sealbridge.keyring;

import java.util.Optional;

/** How a token signs. Hashing is done before: all but Ed25519 sign a digest. */
public sealed interface SignatureScheme {
  /** ECDSA over a digest of any length (FIPS 186-5, section 6.4); the signature is DER. */
  record Ecdsa() implements SignatureScheme {}

  /** Ed25519 over the message itself (RFC 8032, section 5.1.6); 64 bytes. */
  record Ed25519() implements SignatureScheme {}

  /**
   * RSASSA-PKCS1-v1_5 over a digest of {@code hash} (RFC 8017, section 8.2); without a hash, over
   * the input as it is.
   */
  record Pkcs1(Optional<HashFunction> hash) implements SignatureScheme {}

  /** RSASSA-PSS over a digest of {@code hash}, MGF1 with the same hash; salt in bytes. */
  record Pss(HashFunction hash, int saltLength) implements SignatureScheme {}
}
