package io.sealbridge.commandline;

/** A command could not do what it was asked for; the message is the whole answer. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandException(String message) {
    super(message);
  }
}
