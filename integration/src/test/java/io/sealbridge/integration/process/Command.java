package io.sealbridge.integration.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs a command to its end, for at most a minute unless told otherwise. */
public final class Command {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private Command() {}

  public static CommandResult run(List<String> command, Map<String, String> environment) {
    return run(command, environment, LIMIT);
  }

  public static CommandResult run(
      List<String> command, Map<String, String> environment, Duration limit) {
    try {
      Path output = Files.createTempFile("command", ".log");
      try (ManagedProcess process =
          ManagedProcess.start(command.getFirst(), output, command, environment)) {
        int exitCode = process.awaitExit(limit);
        return new CommandResult(exitCode, process.output());
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
