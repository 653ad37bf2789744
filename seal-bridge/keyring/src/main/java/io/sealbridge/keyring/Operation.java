package io.sealbridge.keyring;

import java.util.Locale;

/** What a caller may be granted to do with a key. */
public enum Operation {
  ENCRYPT,
  DECRYPT,
  /** Opens and seals again with the latest version; the plaintext is not shown. */
  REWRAP,
  /** Makes a data key sealed by this key; to see its plaintext needs {@link #DECRYPT} as well. */
  DATAKEY,
  SIGN,
  VERIFY,
  /** Makes a message authentication code. */
  HMAC,
  READ,
  LIST,
  /** Reads the public key. */
  EXPORT,
  ROTATE,
  CREATE,
  /** Changes minimum versions and whether the key may be deleted; trims versions. */
  CONFIGURE,
  DELETE,
  IMPORT,
  /** Makes certificate requests and stores certificate chains. */
  CERTIFY,
  /** Wraps a syncable key for a wrapping key that the configuration names. */
  SYNC,
  /** Random bytes from the HSM; of no key, so any grant that names it suffices. */
  RANDOM;

  /** The name in configuration, logs and metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
