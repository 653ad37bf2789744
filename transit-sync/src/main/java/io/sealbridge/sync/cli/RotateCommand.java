package io.sealbridge.sync.cli;

import io.sealbridge.commandline.Confirmation;
import io.sealbridge.sync.file.SyncDescription;
import io.sealbridge.sync.rotate.KeyPlan;
import io.sealbridge.sync.rotate.Patience;
import io.sealbridge.sync.rotate.Planner;
import io.sealbridge.sync.rotate.Rotation;
import io.sealbridge.sync.status.Situation;
import io.sealbridge.sync.status.SituationReading;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "rotate",
    description = {
      "Makes a new version of each seal key and moves every cluster to it; shows how, and asks.",
      "Where a rotation was begun, it goes on with that and makes no other version.",
      "Steps down an active node only if every node of its cluster is well."
    })
final class RotateCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();

  @Option(
      names = "--to",
      paramLabel = "N",
      description = "Make no version above N, so that it can be run again without a new one.")
  @Nullable Integer to;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "How long to wait for each step. Default: ${DEFAULT-VALUE}.",
      defaultValue = "120")
  int wait = 120;

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  RotateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    SyncDescription description = common.read();
    PrintWriter err = spec.commandLine().getErr();
    Rotation rotation =
        new Rotation(
            description,
            new Patience(Duration.ofSeconds(wait), PAUSE),
            line -> {
              err.println(line);
              err.flush();
            });
    rotation.settle();
    List<KeyPlan> plans =
        Planner.plan(
            SituationReading.read(description),
            to == null ? OptionalInt.empty() : OptionalInt.of(to));
    String text = plans.stream().map(KeyPlan::text).collect(Collectors.joining());
    if (text.isEmpty()) {
      err.println("Nothing to do.");
    } else {
      err.print(text);
      if (!yes) {
        new Confirmation(surroundings.input(), surroundings.terminal(), err).ask("Do this?");
      }
    }
    err.flush();
    plans.stream().filter(plan -> !plan.isEmpty()).forEach(rotation::run);
    Situation after = SituationReading.read(description);
    common.printer(spec).print(StatusText.of(after), json -> StatusJson.write(json, after));
    return after.isNewest() ? ExitCode.DONE : ExitCode.DIFFERENCES;
  }
}
