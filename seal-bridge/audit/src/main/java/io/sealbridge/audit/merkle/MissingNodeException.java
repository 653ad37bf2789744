package io.sealbridge.audit.merkle;

/** The hash of a subtree is not there, or cannot be read. */
public final class MissingNodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MissingNodeException(String message) {
    super(message);
  }

  public MissingNodeException(String message, Throwable cause) {
    super(message, cause);
  }
}
