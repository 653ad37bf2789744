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

  /** Whether a prefix in a grant gives it on seal keys; the others need the key's name there. */
  public boolean isWildOnSealKeys() {
    return switch (this) {
      case ENCRYPT, DECRYPT, REWRAP, DATAKEY, READ, LIST -> true;
      case SIGN,
          VERIFY,
          HMAC,
          EXPORT,
          ROTATE,
          CREATE,
          CONFIGURE,
          DELETE,
          IMPORT,
          CERTIFY,
          SYNC,
          RANDOM ->
          false;
    };
  }

  /** Whether no grant gives it on seal keys: there it is the command line's alone. */
  public boolean isOffSealKeys() {
    return switch (this) {
      case CREATE, CONFIGURE, DELETE, IMPORT, SYNC -> true;
      case ENCRYPT,
          DECRYPT,
          REWRAP,
          DATAKEY,
          SIGN,
          VERIFY,
          HMAC,
          READ,
          LIST,
          EXPORT,
          ROTATE,
          CERTIFY,
          RANDOM ->
          false;
    };
  }

  /** The name in configuration, logs and metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
