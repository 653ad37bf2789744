package io.sealbridge.server.cli;

import io.sealbridge.server.config.ConfigurationFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every command that reads the configuration understands. */
final class CommonOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      required = true,
      description = "The bridge's configuration file.")
  Path config = Path.of("bridge.yaml");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text or json. Default: text.")
  OutputFormat output = OutputFormat.TEXT;

  @Option(names = "--debug", description = "Log what is done, and show where errors come from.")
  boolean debug;

  ConfigurationFile read() {
    return ConfigurationFile.read(config);
  }
}
