package io.sealbridge.server.transit;

import java.util.Arrays;

/**
 * Decodes a JSON string of standard base64 (RFC 4648, section 4, padded, canonical) where it lies
 * in the body, so that a plaintext never becomes a String.
 */
final class Base64Text {

  private static final byte[] VALUES = new byte[128];

  static {
    Arrays.fill(VALUES, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      VALUES[alphabet.charAt(i)] = (byte) i;
    }
  }

  private final String field;
  private final byte[] json;
  private int at;

  private Base64Text(String field, byte[] json, int at) {
    this.field = field;
    this.json = json;
    this.at = at;
  }

  /**
   * Decodes the string whose opening quote is at {@code quote}. The JSON must have been seen to be
   * well-formed there.
   */
  static byte[] decode(String field, byte[] json, int quote) {
    Base64Text text = new Base64Text(field, json, quote + 1);
    int length = text.measure();
    text.at = quote + 1;
    return text.decode(length);
  }

  /** Counts the characters up to the closing quote. */
  private int measure() {
    int count = 0;
    while (next() >= 0) {
      count++;
    }
    return count;
  }

  private byte[] decode(int length) {
    if (length % 4 != 0) {
      throw refused("its length is not a multiple of 4");
    }
    if (length == 0) {
      return new byte[0];
    }
    byte[] decoded = new byte[length / 4 * 3];
    int written = 0;
    for (int group = 0; group < length; group += 4) {
      int first = value();
      int second = value();
      int third = next();
      int fourth = next();
      int bits = first << 18 | second << 12;
      boolean last = group + 4 == length;
      if (third == '=' && fourth == '=' && last) {
        decoded[written++] = (byte) (bits >> 16);
        return finish(decoded, written, second & 0x0F);
      }
      bits |= value(third) << 6;
      if (fourth == '=' && last) {
        decoded[written++] = (byte) (bits >> 16);
        decoded[written++] = (byte) (bits >> 8);
        return finish(decoded, written, value(third) & 0x03);
      }
      bits |= value(fourth);
      decoded[written++] = (byte) (bits >> 16);
      decoded[written++] = (byte) (bits >> 8);
      decoded[written++] = (byte) bits;
    }
    return decoded;
  }

  private byte[] finish(byte[] decoded, int length, int unusedBits) {
    byte[] exact = Arrays.copyOf(decoded, length);
    Arrays.fill(decoded, (byte) 0);
    if (unusedBits != 0) {
      throw refused("its last character has bits that belong to no byte");
    }
    return exact;
  }

  private int value() {
    return value(next());
  }

  private int value(int character) {
    int value = character >= 0 && character < 128 ? VALUES[character] : -1;
    if (value < 0) {
      throw refused("it has a character that is not standard base64");
    }
    return value;
  }

  /** The next character, escapes resolved; -1 at the closing quote. */
  private int next() {
    int c = json[at++];
    if (c == '"') {
      at--;
      return -1;
    }
    if (c != '\\') {
      return c & 0xFF;
    }
    int escaped = json[at++];
    if (escaped == 'u') {
      int value = 0;
      for (int i = 0; i < 4; i++) {
        value = value << 4 | Character.digit(json[at++], 16);
      }
      return value;
    }
    return escaped == '/' ? '/' : 0;
  }

  private BadBodyException refused(String why) {
    return new BadBodyException("failed to base64-decode " + field + ": " + why);
  }
}
