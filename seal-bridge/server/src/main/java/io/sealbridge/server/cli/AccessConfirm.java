package io.sealbridge.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "confirm",
    description = {
      "Asks every replica whether it acts by the deny list as the file is here, and has written",
      "that to its key-use log. Changes nothing."
    })
final class AccessConfirm implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin ReplicaOptions replicas = new ReplicaOptions();

  AccessConfirm(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    DenyListWork work = new DenyListWork(spec, common);
    return work.changing(replicas, surroundings).confirm();
  }
}
