package io.sealbridge.server.cli;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.administration.KeyChange;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "rotate",
    description = {
      "Makes a new version, which seals from then on. Older versions still open what they sealed.",
      "Without options like the latest version; with --hsm to add or remove an HSM.",
      "A Vault moves to the new version when it is restarted or its seal is wrapped again."
    })
final class KeysRotate implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin PlacementOptions placement = new PlacementOptions();

  @Parameters(paramLabel = "NAME", description = "The key's name.")
  KeyName key = new KeyName("unnamed");

  KeysRotate(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    KeyWork work = new KeyWork(spec, common, surroundings);
    return work.change(
        (keys, configuration, patience) -> {
          KeyChange change =
              patience.await(
                  "making a new version of key " + key,
                  placement.isEmpty()
                      ? keys.rotate(work.actor(), key)
                      : keys.rotate(work.actor(), key, placement.placements(key, configuration)));
          ChangePrinter.print(work.printer(), change);
        });
  }
}
