package io.sealbridge.server.cli;

import io.sealbridge.keyring.KeyState;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "list", description = "Shows the keys whose state the HSMs hold.")
final class KeysList implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();

  KeysList(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    KeyWork work = new KeyWork(spec, common, surroundings);
    return work.look(
        (keys, configuration, patience) -> {
          List<KeyState> states = patience.await("reading the keys' states", keys.list());
          work.printer().print(KeyText.states(states), json -> KeyJson.states(json, states));
        });
  }
}
