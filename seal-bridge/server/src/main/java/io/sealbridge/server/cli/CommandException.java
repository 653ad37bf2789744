package io.sealbridge.server.cli;

/** A command could not do what it was asked for; the message is the whole answer. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandException(String message) {
    super(message);
  }
}
