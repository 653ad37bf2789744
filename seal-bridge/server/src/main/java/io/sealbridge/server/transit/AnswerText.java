package io.sealbridge.server.transit;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A piece of JSON that may hold a plaintext. No String holds one, and whatever memory this leaves
 * behind as it grows is wiped. Not thread-safe.
 */
final class AnswerText implements AutoCloseable {

  private static final int FIRST_GUESS = 256;

  private byte[] bytes = new byte[FIRST_GUESS];
  private int length;

  /** Takes JSON as it is; Latin letters only. */
  AnswerText raw(String json) {
    return add(json.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A JSON string. */
  AnswerText quoted(String text) {
    return raw("\"").add(JsonStringEncoder.getInstance().quoteAsUTF8(text)).raw("\"");
  }

  /** A JSON string of what {@code secret} is in base64. */
  AnswerText base64(byte[] secret) {
    return secretText(Base64.getEncoder().encode(secret));
  }

  /** A JSON string of what {@code secret} is in hexadecimal. */
  AnswerText hex(byte[] secret) {
    HexFormat format = HexFormat.of();
    byte[] text = new byte[secret.length * 2];
    for (int i = 0; i < secret.length; i++) {
      text[2 * i] = (byte) format.toHighHexDigit(secret[i]);
      text[2 * i + 1] = (byte) format.toLowHexDigit(secret[i]);
    }
    return secretText(text);
  }

  /** Takes over what {@code other} holds, and closes it. */
  AnswerText append(AnswerText other) {
    try (other) {
      room(other.length);
      System.arraycopy(other.bytes, 0, bytes, length, other.length);
      length += other.length;
    }
    return this;
  }

  /** The text itself; this ends. */
  byte[] take() {
    byte[] exact = Arrays.copyOf(bytes, length);
    close();
    return exact;
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
    length = 0;
  }

  private AnswerText secretText(byte[] text) {
    raw("\"").add(text);
    Arrays.fill(text, (byte) 0);
    return raw("\"");
  }

  private AnswerText add(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  private void room(int more) {
    int needed = Math.addExact(length, more);
    if (needed > bytes.length) {
      byte[] before = bytes;
      // A large secret comes in one piece, behind which little follows: doubling would only waste.
      bytes = Arrays.copyOf(before, Math.addExact(needed, FIRST_GUESS + length / 8));
      Arrays.fill(before, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "AnswerText[" + length + " bytes]";
  }
}
