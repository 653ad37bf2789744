package io.sealbridge.integration.process;

/** How a command that runs to its end did so; {@code output} holds both of its streams. */
public record CommandResult(int exitCode, String output) {
  /** Returns this result, or fails with the command's output. */
  public CommandResult orFail() {
    if (exitCode != 0) {
      throw new AssertionError("exit code " + exitCode + ":\n" + output);
    }
    return this;
  }
}
