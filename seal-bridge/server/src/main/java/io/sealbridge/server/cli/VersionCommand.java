package io.sealbridge.server.cli;

import io.sealbridge.commandline.OutputFormat;
import io.sealbridge.commandline.Printer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "version", description = "Shows the version of the program and of its Java.")
final class VersionCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text or json. Default: text.")
  OutputFormat output = OutputFormat.TEXT;

  VersionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    String java = Runtime.version().toString();
    new Printer(spec.commandLine().getOut(), output)
        .print(
            "seal-bridge " + surroundings.version() + " (Java " + java + ")",
            json -> {
              json.writeStringField("version", surroundings.version());
              json.writeStringField("java", java);
            });
    return ExitCode.DONE;
  }
}
