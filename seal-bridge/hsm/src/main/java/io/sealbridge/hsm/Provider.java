package io.sealbridge.hsm;

/** Which data path encrypts, decrypts and signs. */
public enum Provider {
  /** Our own PKCS#11 binding. Everything the bridge can do. */
  CRYPTOKI,
  /**
   * The JDK's provider for AES-GCM and ECDSA; library, login, discovery, state and attestation stay
   * with {@link #CRYPTOKI}. What it cannot do is refused by name when a key is made or used.
   */
  SUNPKCS11
}
