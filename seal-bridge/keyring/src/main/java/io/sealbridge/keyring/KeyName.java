package io.sealbridge.keyring;

import java.util.regex.Pattern;

/**
 * The name of a key: 1 to 63 characters of {@code a-z}, {@code 0-9}, {@code _} and {@code -},
 * starting with a letter or digit. A name that ends in {@code -v<digits>} is refused, because
 * {@code <name>-v<N>} labels version N on the token.
 */
public record KeyName(String value) {
  /** What the names of the bridge's own keys begin with. */
  public static final String RESERVED = "bridge-";

  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
  private static final Pattern VERSION_SUFFIX = Pattern.compile(".*-v[0-9]+");

  public KeyName {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "key name must match [a-z0-9][a-z0-9_-]{0,62} and not end in -v<digits>");
    }
  }

  /** Whether {@code text} is a name that the constructor accepts. */
  public static boolean isValid(String text) {
    return SHAPE.matcher(text).matches() && !VERSION_SUFFIX.matcher(text).matches();
  }

  /** Whether it is of the bridge's own keys: it can be neither granted nor used over HTTP. */
  public boolean isReserved() {
    return value.startsWith(RESERVED);
  }

  @Override
  public String toString() {
    return value;
  }
}
