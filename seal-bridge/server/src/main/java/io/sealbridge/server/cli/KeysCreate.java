package io.sealbridge.server.cli;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.administration.KeyChange;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "create",
    description = {
      "Makes a non-extractable key on the HSMs and shows what they say of it.",
      "A running bridge finds it by itself. The key-use log records uses, not this command."
    })
final class KeysCreate implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin PlacementOptions placement = new PlacementOptions();

  @Parameters(paramLabel = "NAME", description = "The key's name, as in Vault's key_name.")
  KeyName key = new KeyName("unnamed");

  @Option(
      names = "--purpose",
      paramLabel = "PURPOSE",
      description =
          "seal, for a Vault's root key, or application, for Transit. Fixed for ever. Default: seal.")
  KeyPurpose purpose = KeyPurpose.SEAL;

  KeysCreate(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (purpose == KeyPurpose.INTERNAL) {
      throw new UsageException("--purpose must be seal or application, was \"internal\"");
    }
    if (key.isReserved()) {
      throw new UsageException(
          "the name of a key must not begin with \""
              + KeyName.RESERVED
              + "\", which is for the bridge's own keys, was "
              + key);
    }
    KeyWork work = new KeyWork(spec, common, surroundings);
    return work.change(
        (keys, configuration, patience) -> {
          KeyChange change =
              patience.await(
                  "making key " + key,
                  keys.create(
                      work.actor(), key, purpose, placement.placements(key, configuration)));
          ChangePrinter.print(work.printer(), change);
          if (configuration.key(key).isEmpty()) {
            spec.commandLine()
                .getErr()
                .println(
                    "note: \"keys\" of the configuration does not list " + key + "; add it there");
          }
        });
  }
}
