package io.sealbridge.server.cli;

import io.sealbridge.commandline.UsageException;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.administration.KeySettings;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "configure",
    description = {
      "Sets which versions of a key may be used, and whether an application key may be deleted.",
      "What is not given stays as it is. Asks before versions of a seal key are shut out."
    })
final class KeysConfigure implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "NAME", description = "The key's name.")
  KeyName key = new KeyName("unnamed");

  @Option(
      names = "--min-decryption-version",
      paramLabel = "N",
      description = "The oldest version that opens and verifies.")
  @Nullable Integer decryption;

  @Option(
      names = "--min-encryption-version",
      paramLabel = "N",
      description = "The oldest version that may be asked for to seal and sign; 0 for any.")
  @Nullable Integer encryption;

  @Option(
      names = "--deletion-allowed",
      arity = "1",
      paramLabel = "true|false",
      description = "Whether \"keys delete\" and clients with that grant may destroy the key.")
  @Nullable Boolean deletion;

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  KeysConfigure(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (decryption == null && encryption == null && deletion == null) {
      throw new UsageException(
          "give --min-decryption-version, --min-encryption-version or --deletion-allowed");
    }
    KeyWork work = new KeyWork(spec, common, surroundings);
    return work.change(
        (keys, configuration, patience) -> {
          if (!yes && decryption != null) {
            surroundings
                .confirmation(spec)
                .ask(
                    "Nothing that key %s sealed before version %d will be opened, backups included, until the minimum is lowered again. Set it?"
                        .formatted(key, decryption));
          }
          KeyState state =
              patience.await(
                  "configuring key " + key, keys.configure(work.actor(), key, settings()));
          ChangePrinter.print(work.printer(), state);
        });
  }

  private KeySettings settings() {
    return new KeySettings(
        optional(decryption), optional(encryption), Optional.ofNullable(deletion));
  }

  private static OptionalInt optional(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
