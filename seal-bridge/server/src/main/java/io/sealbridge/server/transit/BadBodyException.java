package io.sealbridge.server.transit;

/** A request body that cannot be used. The message names the field and never quotes the body. */
final class BadBodyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String text;

  /** Without a stack trace, because clients cause it as often as they like. */
  BadBodyException(String text) {
    super(text, null, false, false);
    this.text = text;
  }

  /** What the client reads. */
  String text() {
    return text;
  }
}
