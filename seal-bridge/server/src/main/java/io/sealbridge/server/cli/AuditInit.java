package io.sealbridge.server.cli;

import io.sealbridge.audit.LogCondition;
import io.sealbridge.audit.anchor.FreshLog;
import io.sealbridge.commandline.CommandException;
import io.sealbridge.commandline.Printer;
import io.sealbridge.commandline.UsageException;
import io.sealbridge.server.config.BridgeConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "init",
    description = {
      "Begins a new key-use log under a new name and puts the old one aside, whose folder stays.",
      "For a replica that does not start because an anchor knows more of its log than is there. The"
          + " reason stands in the first entry of the new log."
    })
final class AuditInit implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "What happened to the old log, for those who will read the new one.")
  String reason = "";

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  AuditInit(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    BridgeConfiguration configuration = common.read().configuration();
    Path directory = configuration.logDirectory();
    if (reason.isBlank()) {
      throw new UsageException("--reason must say what happened to the old log");
    }
    if (LogCondition.of(directory) instanceof LogCondition.InUse inUse) {
      throw new CommandException(
          "the key-use log in %s is in use by process %s; stop that bridge first"
              .formatted(directory, inUse.process()));
    }
    if (!yes) {
      surroundings
          .confirmation(spec)
          .ask("Put the key-use log in " + directory + " aside and begin a new one?");
    }
    FreshLog fresh =
        FreshLog.begin(
            directory,
            configuration.logOrigin(),
            reason,
            surroundings.user(),
            surroundings.clock().instant());
    String aside = fresh.aside().map(Path::toString).orElse("");
    new Printer(spec.commandLine().getOut(), common.output)
        .print(
            "The new log is called %s.%s\nStart the bridge, then add the line of %s to each witness."
                .formatted(
                    fresh.origin(),
                    aside.isEmpty() ? "" : " The old one is in " + aside + ": keep it.",
                    directory.resolve("keys")),
            json -> {
              json.writeStringField("origin", fresh.origin());
              json.writeStringField("directory", directory.toString());
              if (!aside.isEmpty()) {
                json.writeStringField("oldDirectory", aside);
              }
            });
    return ExitCode.DONE;
  }
}
