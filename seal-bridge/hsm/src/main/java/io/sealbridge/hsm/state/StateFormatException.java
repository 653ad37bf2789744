package io.sealbridge.hsm.state;

/** Bytes that are no key state of a schema we know; the message says where and why. */
public final class StateFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  public StateFormatException(String message) {
    super(message);
  }

  public StateFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
