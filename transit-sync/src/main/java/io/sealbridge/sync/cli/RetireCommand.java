package io.sealbridge.sync.cli;

import io.sealbridge.commandline.UsageException;
import io.sealbridge.configuration.Durations;
import io.sealbridge.sync.file.SyncDescription;
import io.sealbridge.sync.retire.Retirement;
import io.sealbridge.sync.status.KeyStatus;
import io.sealbridge.sync.status.Situation;
import io.sealbridge.sync.status.SituationReading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "retire",
    description = {
      "Says whether a version of a seal key, and those before it, may go, and what still needs them.",
      "Changes nothing: prints the command that the owner of the key runs at a bridge.",
      "Ends with 0 once every bridge refuses the version, before that with 3."
    })
final class RetireCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "KEY", description = "The seal key's name.")
  String key = "";

  @Option(
      names = "--version",
      paramLabel = "N",
      required = true,
      description = "The newest version to retire.")
  int version;

  @Option(
      names = "--unused-for",
      paramLabel = "TIME",
      description = "How long nothing may have been opened by it. Default: ${DEFAULT-VALUE}.",
      defaultValue = "1d")
  String unusedFor = "1d";

  @Option(
      names = "--accept-loss-of-backups-before",
      paramLabel = "TIME",
      description =
          "Snapshots and backups from before this time, such as 2027-01-31T00:00:00Z, may become worthless.")
  @Nullable Instant lossBefore;

  RetireCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    SyncDescription description = common.read();
    Instant quietSince = surroundings.clock().instant().minus(quiet());
    if (!description.keys().contains(key)) {
      throw new UsageException(
          "no cluster in the file has the seal key %s; they have %s"
              .formatted(key, String.join(", ", description.keys())));
    }
    Situation situation = SituationReading.read(description);
    KeyStatus status =
        situation.keys().stream()
            .filter(candidate -> candidate.name().equals(key))
            .findFirst()
            .orElseThrow();
    Retirement retirement =
        Retirement.of(situation, status, version, quietSince, Optional.ofNullable(lossBefore));
    common
        .printer(spec)
        .print(RetirementText.of(retirement), json -> RetirementText.write(json, retirement));
    return switch (retirement) {
      case Retirement.Done _ -> ExitCode.DONE;
      case Retirement.Possible _, Retirement.NotYet _ -> ExitCode.DIFFERENCES;
    };
  }

  private Duration quiet() {
    try {
      return Durations.parse(unusedFor);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--unused-for " + e.getMessage());
    }
  }
}
