package io.sealbridge.server.revocation;

/** A deny list cannot be used. The message names the file, what was seen and what to do. */
public final class DenyListException extends Exception {

  private static final long serialVersionUID = 1L;

  DenyListException(String message) {
    super(message);
  }

  DenyListException(String message, Throwable cause) {
    super(message, cause);
  }
}
