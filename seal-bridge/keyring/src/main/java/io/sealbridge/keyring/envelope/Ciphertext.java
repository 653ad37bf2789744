package io.sealbridge.keyring.envelope;

import java.util.Arrays;
import java.util.Base64;

/**
 * The text that a Vault stores: {@code vault:v<N>:<standard base64>}. One value has one text:
 * leading zeros, missing padding and stray bits in the last character are refused, although other
 * readers of the format let them pass. Immutable.
 */
public final class Ciphertext {
  private static final String PREFIX = "vault:v";
  private static final int MAX_VERSION_DIGITS = 10;

  private final int version;
  private final byte[] body;

  public Ciphertext(int version, byte[] body) {
    if (version < 1) {
      throw new IllegalArgumentException("version must be between 1 and 2^31-1, was " + version);
    }
    this.version = version;
    this.body = body.clone();
  }

  /**
   * Reads a text. The messages are those of Vault's transit engine, which operators look up.
   *
   * @throws MalformedCiphertextException and nothing else, whatever the text
   */
  public static Ciphertext parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new MalformedCiphertextException("no prefix");
    }
    int colon = text.indexOf(':', PREFIX.length());
    if (colon < 0) {
      throw new MalformedCiphertextException("wrong number of fields");
    }
    int version = version(text.substring(PREFIX.length(), colon));
    return new Ciphertext(version, body(text.substring(colon + 1)));
  }

  private static int version(String digits) {
    boolean plain =
        !digits.isEmpty()
            && digits.length() <= MAX_VERSION_DIGITS
            && digits.charAt(0) != '0'
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    long number = plain ? Long.parseLong(digits) : 0;
    if (number < 1 || number > Integer.MAX_VALUE) {
      throw new MalformedCiphertextException("version number could not be decoded");
    }
    return (int) number;
  }

  private static byte[] body(String base64) {
    byte[] body;
    try {
      body = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      throw new MalformedCiphertextException("could not decode base64");
    }
    if (!isCanonicalEnd(base64, body)) {
      throw new MalformedCiphertextException("could not decode base64");
    }
    return body;
  }

  /** The JDK's decoder is lax in the last group only: there padding may lack and bits may stray. */
  private static boolean isCanonicalEnd(String base64, byte[] body) {
    if (body.length == 0) {
      return base64.isEmpty();
    }
    int group = (body.length - 1) / 3 * 3;
    byte[] last = Arrays.copyOfRange(body, group, body.length);
    return base64.endsWith(Base64.getEncoder().encodeToString(last));
  }

  /** The logical key version N, 1 to 2^31-1. */
  public int version() {
    return version;
  }

  /** The bytes behind the last colon. */
  public byte[] body() {
    return body.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ciphertext that
        && version == that.version
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return 31 * version + Arrays.hashCode(body);
  }

  /** The text form. */
  @Override
  public String toString() {
    return PREFIX + version + ":" + Base64.getEncoder().encodeToString(body);
  }
}
