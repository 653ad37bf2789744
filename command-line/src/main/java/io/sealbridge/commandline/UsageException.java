package io.sealbridge.commandline;

/** The command was asked for something that cannot be; the message says what to give instead. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
