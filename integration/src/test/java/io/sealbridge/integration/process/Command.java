package io.sealbridge.integration.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs a command to its end, for at most a minute. */
public final class Command {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private Command() {}

  public static CommandResult run(List<String> command, Map<String, String> environment) {
    try {
      Path output = Files.createTempFile("command", ".log");
      try (ManagedProcess process =
          ManagedProcess.start(command.getFirst(), output, command, environment)) {
        int exitCode = process.awaitExit(LIMIT);
        return new CommandResult(exitCode, process.output());
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
