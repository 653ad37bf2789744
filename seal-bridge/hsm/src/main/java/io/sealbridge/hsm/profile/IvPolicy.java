package io.sealbridge.hsm.profile;

/** Who makes the IV of AES-GCM, and where it is found. */
public enum IvPolicy {
  /** The bridge: 12 random bytes. */
  HOST,
  /** The token, which writes 12 bytes into the caller's IV buffer. */
  TOKEN_BUFFER,
  /** The token, which appends 16 bytes to the ciphertext, after the tag. */
  TOKEN_APPENDED
}
