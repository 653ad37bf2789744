package io.sealbridge.server.cli;

import io.sealbridge.keyring.KeyName;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "confirm",
    description = {
      "Asks every replica whether it acts by the key's state as it is on the HSMs, and has written",
      "that to its key-use log. Changes nothing."
    })
final class KeysConfirm implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin ReplicaOptions replicas = new ReplicaOptions();

  @Parameters(paramLabel = "NAME", description = "The key's name.")
  KeyName key = new KeyName("unnamed");

  KeysConfirm(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    KeyWork work = new KeyWork(spec, common, surroundings);
    return new StateChange(work, work.configuration(), replicas)
        .confirm(
            (keys, patience) ->
                new StateChange.Made(
                    patience.await("reading key " + key, keys.show(key)).state(), ""));
  }
}
