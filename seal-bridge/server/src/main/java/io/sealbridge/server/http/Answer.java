package io.sealbridge.server.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A status and a body of JSON. Knows whether the body is secret, so that the sender can wipe it.
 */
public final class Answer {

  private final int status;
  private final byte[] body;
  private final int retryAfterSeconds;
  private final boolean secret;

  private Answer(int status, byte[] body, int retryAfterSeconds, boolean secret) {
    this.status = status;
    this.body = body;
    this.retryAfterSeconds = retryAfterSeconds;
    this.secret = secret;
  }

  /** Takes {@code body} itself. */
  public static Answer ok(byte[] body) {
    return new Answer(200, body, 0, false);
  }

  /** Takes {@code body} itself, to be wiped when it has been sent. */
  public static Answer okSecret(byte[] body) {
    return new Answer(200, body, 0, true);
  }

  /** Done, and nothing to say. */
  public static Answer noContent() {
    return new Answer(204, new byte[0], 0, false);
  }

  /** As {@link #okSecret}, with another status. */
  public static Answer secret(int status, byte[] body, int retryAfterSeconds) {
    return new Answer(status, body, retryAfterSeconds, true);
  }

  public static Answer json(int status, byte[] body) {
    return new Answer(status, body, 0, false);
  }

  /** Vault's error body; no text makes the empty list that a missing key has. */
  public static Answer error(int status, String text) {
    return error(status, text, 0);
  }

  /** An error that the client should try again after so many seconds. */
  public static Answer error(int status, String text, int retryAfterSeconds) {
    String quoted =
        text.isEmpty()
            ? ""
            : "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    byte[] body = ("{\"errors\":[" + quoted + "]}\n").getBytes(StandardCharsets.UTF_8);
    return new Answer(status, body, retryAfterSeconds, false);
  }

  public int status() {
    return status;
  }

  public int length() {
    return body.length;
  }

  /** 0 for none. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /** The body itself, not a copy: only for the sender, which writes it out and calls wipe. */
  byte[] bodyToSend() {
    return body;
  }

  /** The body as text; for tests and for answers that are not secret. */
  public String text() {
    if (secret) {
      throw new IllegalStateException("the body is secret");
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  void wipe() {
    if (secret) {
      Arrays.fill(body, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "Answer[" + status + ", " + body.length + " bytes]";
  }
}
