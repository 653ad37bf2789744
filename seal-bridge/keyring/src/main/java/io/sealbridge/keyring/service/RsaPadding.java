package io.sealbridge.keyring.service;

/** How an RSA key signs; keys of curves ignore it. */
public sealed interface RsaPadding {
  record Pkcs1() implements RsaPadding {}

  record Pss(Salt salt) implements RsaPadding {}

  /** How long the salt is. */
  sealed interface Salt {
    /** As long as fits when signing; any length when verifying. */
    record Auto() implements Salt {}

    /** As long as the hash. */
    record HashLength() implements Salt {}

    /** So many bytes. */
    record Bytes(int count) implements Salt {
      public Bytes {
        if (count < 0 || count > 512) {
          throw new IllegalArgumentException("salt must be 0 to 512 bytes, was " + count);
        }
      }
    }
  }
}
