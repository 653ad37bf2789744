package io.sealbridge.server.cli;

import io.sealbridge.audit.read.LogFolder;
import io.sealbridge.commandline.CommandException;
import io.sealbridge.commandline.OutputFormat;
import io.sealbridge.commandline.UsageException;
import io.sealbridge.server.config.ConfigurationFile;
import io.sealbridge.server.logging.LogFormat;
import io.sealbridge.server.logging.LogLevel;
import io.sealbridge.server.logging.Logging;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands that read key-use logs understand. They touch neither HSM nor PIN. */
final class AuditOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      defaultValue = "${env:SEAL_BRIDGE_CONFIG}",
      description =
          "The bridge's configuration file, which names its log. Default: SEAL_BRIDGE_CONFIG. Not"
              + " needed with --log.")
  @Nullable Path config;

  @Option(
      names = "--log",
      paramLabel = "FOLDER",
      description =
          "A key-use log, a copy or a bridge's own; instead of the configuration's. May be repeated.")
  List<Path> logs = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text or json. Default: text.")
  OutputFormat output = OutputFormat.TEXT;

  @Option(names = "--debug", description = "Show where errors come from.")
  boolean debug;

  /** The logs that are meant. */
  List<LogFolder> folders() {
    Logging.configure(debug ? LogLevel.DEBUG : LogLevel.OFF, LogFormat.TEXT, System.err);
    List<LogFolder> folders = new ArrayList<>();
    for (Path log : logs.isEmpty() ? List.of(configured()) : logs) {
      folders.add(open(log));
    }
    return folders;
  }

  /** The one log that is meant. */
  LogFolder folder() {
    if (logs.size() > 1) {
      throw new UsageException("give one --log: this command reads one");
    }
    return folders().getFirst();
  }

  private Path configured() {
    if (config == null || config.toString().isEmpty()) {
      throw new UsageException("give --config, which names the log, or --log");
    }
    return ConfigurationFile.read(config).configuration().logDirectory();
  }

  private static LogFolder open(Path folder) {
    try {
      return LogFolder.open(folder);
    } catch (IOException e) {
      throw new CommandException(Failures.sentence(e));
    }
  }
}
