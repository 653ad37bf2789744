package io.sealbridge.server.cli;

import io.sealbridge.server.logging.LogFormat;
import io.sealbridge.server.logging.LogLevel;
import io.sealbridge.server.logging.Logging;
import picocli.CommandLine.Option;

/** How a command that runs until it is ended logs. */
final class LoggingOptions {
  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "${env:SEAL_BRIDGE_LOG_LEVEL:-info}",
      description = "off, error, warn, info or debug. Default: SEAL_BRIDGE_LOG_LEVEL, else info.")
  LogLevel level = LogLevel.INFO;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "${env:SEAL_BRIDGE_LOG_FORMAT:-text}",
      description = "text or json. Default: SEAL_BRIDGE_LOG_FORMAT, else text.")
  LogFormat format = LogFormat.TEXT;

  void configure() {
    Logging.configure(level, format, System.err);
  }
}
