package io.sealbridge.server.cli;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "trim",
    description = {
      "Destroys the old versions of an application key on every HSM, for good. Both minimum versions"
          + " must have been raised before (keys configure), so that nobody uses them any more.",
      "Versions of a seal key are retired and stay, because old backups need them."
    })
final class KeysTrim implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "NAME", description = "The key's name.")
  KeyName key = new KeyName("unnamed");

  @Option(
      names = "--min-available-version",
      paramLabel = "N",
      required = true,
      description = "The oldest version to keep.")
  int version;

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  KeysTrim(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    KeyWork work = new KeyWork(spec, common, surroundings);
    return work.change(
        (keys, configuration, patience) -> {
          if (!yes) {
            surroundings
                .confirmation(spec)
                .ask(
                    "Nothing that key %s sealed before version %d can be opened again, backups included. Destroy the older versions?"
                        .formatted(key, version));
          }
          KeyState state =
              patience.await("trimming key " + key, keys.trim(work.actor(), key, version));
          ChangePrinter.print(work.printer(), state);
        });
  }
}
