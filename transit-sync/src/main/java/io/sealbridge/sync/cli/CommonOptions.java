package io.sealbridge.sync.cli;

import io.sealbridge.commandline.OutputFormat;
import io.sealbridge.commandline.Printer;
import io.sealbridge.sync.file.SyncDescription;
import io.sealbridge.sync.file.SyncFile;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What every command understands that reads the file. */
final class CommonOptions {
  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      required = true,
      description = "The file of clusters and bridges.")
  Path file = Path.of("sync.yaml");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text or json. Default: text.")
  OutputFormat output = OutputFormat.TEXT;

  @Option(names = "--debug", description = "Show where errors come from.")
  boolean debug;

  SyncDescription read() {
    return SyncFile.read(file);
  }

  Printer printer(CommandSpec spec) {
    return new Printer(spec.commandLine().getOut(), output);
  }
}
