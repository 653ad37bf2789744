package io.sealbridge.sync.cli;

import io.sealbridge.sync.status.Situation;
import io.sealbridge.sync.status.SituationReading;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "status",
    description = {
      "Shows which version of its seal key each cluster has stored, and what depends on each version.",
      "Takes a raft snapshot of each cluster and keeps none of it. Changes nothing.",
      "Ends with 0 if every cluster is on the newest version, else with 3."
    })
final class StatusCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    Situation situation = SituationReading.read(common.read());
    common.printer(spec).print(StatusText.of(situation), json -> StatusJson.write(json, situation));
    return situation.isNewest() ? ExitCode.DONE : ExitCode.DIFFERENCES;
  }
}
