package io.sealbridge.server.login;

/** A document of keys cannot be used. The message goes on after the document's name. */
public final class UnusableKeysException extends Exception {

  private static final long serialVersionUID = 1L;

  UnusableKeysException(String message) {
    super(message);
  }
}
