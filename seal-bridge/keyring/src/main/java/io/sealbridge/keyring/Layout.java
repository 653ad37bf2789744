package io.sealbridge.keyring;

/** What the bytes behind {@code vault:vN:} are; fixed in the version's state when it is created. */
public enum Layout {
  /** The envelope of {@link io.sealbridge.keyring.envelope.Envelope}. */
  ENVELOPE,
  /**
   * Vault's own: 12-byte nonce, ciphertext, 16-byte tag, under the key itself. Imported and
   * syncable keys.
   */
  VAULT,
  /** Nothing: the key signs, makes codes or unwraps keys, and encrypts nothing. */
  NONE
}
