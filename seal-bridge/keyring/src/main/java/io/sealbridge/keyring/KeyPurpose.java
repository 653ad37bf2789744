package io.sealbridge.keyring;

/** What a key is for; fixed when it is created. */
public enum KeyPurpose {
  /**
   * Wraps a Vault's root key. Changed at the command line only, never over HTTP but by a granted
   * rotate.
   */
  SEAL,
  /** Serves applications through Transit. */
  APPLICATION,
  /**
   * The bridge's own: signs checkpoints and tokens. Outside Transit's name space; no wildcard
   * reaches it.
   */
  INTERNAL
}
