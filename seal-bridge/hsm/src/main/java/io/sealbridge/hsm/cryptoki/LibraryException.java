package io.sealbridge.hsm.cryptoki;

/** A file that cannot be loaded as a PKCS#11 library; the message says what to check. */
public final class LibraryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LibraryException(String message) {
    super(message);
  }

  LibraryException(String message, Throwable cause) {
    super(message, cause);
  }
}
