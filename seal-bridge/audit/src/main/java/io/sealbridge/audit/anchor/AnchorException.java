package io.sealbridge.audit.anchor;

/** An anchor could not be reached or used. The message says what was seen and what to check. */
public final class AnchorException extends Exception {
  private static final long serialVersionUID = 1L;

  public AnchorException(String message) {
    super(message);
  }

  public AnchorException(String message, Throwable cause) {
    super(message, cause);
  }
}
