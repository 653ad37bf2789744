package io.sealbridge.keyring;

import java.util.Locale;

/** What a caller may be granted to do with a key. */
public enum Operation {
  ENCRYPT,
  DECRYPT,
  READ,
  LIST,
  ROTATE;

  /** The name in configuration, logs and metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
