package io.sealbridge.server.cli;

import io.sealbridge.commandline.OutputFormat;
import io.sealbridge.server.config.ConfigurationFile;
import io.sealbridge.server.logging.LogFormat;
import io.sealbridge.server.logging.LogLevel;
import io.sealbridge.server.logging.Logging;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every command that reads the configuration understands. */
final class CommonOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      required = true,
      defaultValue = "${env:SEAL_BRIDGE_CONFIG}",
      description = "The bridge's configuration file. Default: SEAL_BRIDGE_CONFIG.")
  Path config = Path.of("bridge.yaml");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text or json. Default: text.")
  OutputFormat output = OutputFormat.TEXT;

  @Option(names = "--debug", description = "Log what is done, and show where errors come from.")
  boolean debug;

  /**
   * Reads the configuration, and sets the log up for a command: its errors are sentences, so the
   * log is silent unless somebody looks for the cause.
   */
  ConfigurationFile read() {
    Logging.configure(debug ? LogLevel.DEBUG : LogLevel.OFF, LogFormat.TEXT, System.err);
    return ConfigurationFile.read(config);
  }
}
