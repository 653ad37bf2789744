package io.sealbridge.server.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "raise-epoch",
    description = {
      "Refuses every token that bridges have issued at a login until now; clients log in again.",
      "Tokens made by \"token create\", certificates and sockets are not touched. Asks first."
    })
final class AccessRaiseEpoch implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin ReplicaOptions replicas = new ReplicaOptions();

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  AccessRaiseEpoch(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    DenyListWork work = new DenyListWork(spec, common);
    ListChange change = work.changing(replicas, surroundings);
    if (!yes) {
      work.confirmation(surroundings).ask("Refuse every issued token? All clients must log in.");
    }
    return change.make(list -> list.withEpoch(list.epoch() + 1), "the epoch is raised");
  }
}
