package io.sealbridge.server.cli;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.administration.Freeze;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "freeze",
    description = {
      "Refuses every use of a key until it is thawed, on every replica within seconds.",
      "Ends well only if every replica has said so. Uses under way may still end. Needs one HSM.",
      "For incidents: a Vault that runs keeps running, one that restarts stays sealed."
    })
final class KeysFreeze implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin ReplicaOptions replicas = new ReplicaOptions();

  @Parameters(paramLabel = "NAME", description = "The key's name.")
  KeyName key = new KeyName("unnamed");

  KeysFreeze(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    KeyWork work = new KeyWork(spec, common, surroundings);
    return new StateChange(work, work.configuration(), replicas)
        .make(
            (keys, patience) -> {
              Freeze freeze = patience.await("freezing key " + key, keys.freeze(work.actor(), key));
              return new StateChange.Made(freeze.state(), notice(freeze.missing()));
            });
  }

  private String notice(List<String> missing) {
    return missing.isEmpty()
        ? ""
        : "HSM %s could not be used and does not hold this; when it can, run: seal-bridge keys repair %s%n"
            .formatted(String.join(", ", missing), key);
  }
}
