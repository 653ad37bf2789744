package io.sealbridge.server.cli;

import io.sealbridge.commandline.Printer;
import io.sealbridge.server.doctor.AccessExamination;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "check",
    description = {
      "Looks at who may do what and says where that cannot be meant. Asks no HSM.",
      "Fails when identities of more than one Vault cluster may use one seal key.",
      "Exit code 0 if nothing has to be done, 1 otherwise, 2 if the file cannot be used at all."
    })
final class AccessCheck implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();

  AccessCheck(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    return DiagnosisText.print(
        new Printer(spec.commandLine().getOut(), common.output),
        AccessExamination.of(common.read().configuration(), surroundings.clock().instant()));
  }
}
