package io.sealbridge.server.cli;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.administration.KeyAdministration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "retire",
    description = {
      "Refuses to open what a version and those before it have sealed. Nothing is destroyed.",
      "Asks first: Vaults, snapshots and backups that are still sealed by them could not be opened."
    })
final class KeysRetire implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "NAME", description = "The key's name.")
  KeyName key = new KeyName("unnamed");

  @Option(
      names = "--version",
      paramLabel = "N",
      required = true,
      description = "The newest version to retire; never the latest.")
  int version;

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  KeysRetire(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    KeyWork work = new KeyWork(spec, common, surroundings);
    return work.change(
        (keys, configuration, patience) -> {
          if (!yes) {
            confirm(keys, patience);
          }
          KeyState state =
              patience.await(
                  "retiring versions of key " + key, keys.retire(work.actor(), key, version));
          ChangePrinter.print(work.printer(), state);
        });
  }

  private void confirm(KeyAdministration keys, Patience patience) {
    KeyState state = patience.await("asking the HSMs for key " + key, keys.show(key)).state();
    String next =
        state.versions().stream()
            .filter(candidate -> candidate.number() > version)
            .findFirst()
            .map(KeyVersion::created)
            .map(created -> " (made " + created + ")")
            .orElse("");
    surroundings
        .confirmation(spec)
        .ask(
            """
            After this, nothing that key %s sealed with version %d or older can be opened:
            - every Vault must have been restarted or wrapped again since version %d%s;
            - snapshots and backups from before that need the retired versions to be restored.
            The keys stay on the HSMs. Retire them?"""
                .formatted(key, version, version + 1, next));
  }
}
