package io.sealbridge.keyring;

/** How a key came to its token, and so what its token must say of it. */
public enum Origin {
  /** Made on the token; never leaves it. */
  GENERATED,
  /** Made on the token to be wrapped for others: extractable, yet only ever wrapped. */
  SYNCABLE,
  /** Unwrapped in the token from what its owner brought; the token cannot vouch for its past. */
  IMPORTED
}
