package io.sealbridge.keyring;

/** The key-use log could not make an entry durable. */
public final class KeyUseLogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public KeyUseLogException(String message) {
    super(message);
  }

  public KeyUseLogException(String message, Throwable cause) {
    super(message, cause);
  }
}
