package io.sealbridge.hsm.cryptoki;

/** A PIN file that cannot be used; the message says what to do and never what is in it. */
public final class PinFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PinFileException(String message) {
    super(message);
  }

  PinFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
