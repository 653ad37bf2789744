package io.sealbridge.server.cli;

import io.sealbridge.commandline.UsageException;
import io.sealbridge.keyring.InternalKey;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyTerms;
import io.sealbridge.keyring.administration.KeyChange;
import io.sealbridge.keyring.administration.Placement;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.KeyConfiguration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
      "A running bridge finds it by itself. The key-use log records uses, not this command.",
      "Three are the bridge's own: bridge-checkpoints signs the key-use log, bridge-tokens signs the"
          + " tokens that logins give, bridge-wrapping unwraps the keys that clients import."
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

  @Option(
      names = "--syncable",
      description = {
        "Makes an application key that may be wrapped for the receivers listed under exportTo,"
            + " and for nobody else. Fixed for ever."
      })
  boolean syncable;

  KeysCreate(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Optional<InternalKey> own = InternalKey.named(key);
    requireSense(own);
    KeyWork work = new KeyWork(spec, common, surroundings);
    return work.change(
        (keys, configuration, patience) -> {
          requireConfigured(configuration);
          KeyChange change =
              patience.await(
                  "making key " + key,
                  keys.createAny(
                      work.actor(),
                      key,
                      own.isPresent() ? KeyPurpose.INTERNAL : purpose,
                      new KeyTerms(false, 0, syncable, false),
                      own.map(internal -> placement.of(internal, configuration))
                          .orElseGet(() -> placements(configuration))));
          ChangePrinter.print(work.printer(), change);
          if (own.isEmpty() && purpose == KeyPurpose.SEAL && configuration.key(key).isEmpty()) {
            spec.commandLine()
                .getErr()
                .println(
                    "note: \"keys\" of the configuration does not list " + key + "; add it there");
          }
        });
  }

  private List<List<Placement>> placements(BridgeConfiguration configuration) {
    return switch (purpose) {
      case SEAL -> List.of(placement.placements(key, configuration));
      case APPLICATION -> placement.ofApplication(key, syncable, configuration);
      case INTERNAL -> throw new IllegalStateException("refused before");
    };
  }

  private void requireConfigured(BridgeConfiguration configuration) {
    Optional<KeyPurpose> said = configuration.key(key).flatMap(KeyConfiguration::purpose);
    if (said.isPresent() && said.get() != purpose) {
      throw new UsageException(
          "\"keys\" of the configuration says that the purpose of %s is %s; give --purpose %s"
              .formatted(key, KeyText.lower(said.get()), KeyText.lower(said.get())));
    }
  }

  private void requireSense(Optional<InternalKey> own) {
    if (purpose == KeyPurpose.INTERNAL) {
      throw new UsageException("--purpose must be seal or application, was \"internal\"");
    }
    if (own.isEmpty() && key.isReserved()) {
      throw new UsageException(
          "the name of a key must not begin with \""
              + KeyName.RESERVED
              + "\", which is for the bridge's own keys ("
              + Arrays.stream(InternalKey.values())
                  .map(internal -> internal.keyName().value())
                  .collect(Collectors.joining(", "))
              + "), was "
              + key);
    }
    if (own.isPresent()
        && (placement.saysMoreThanHsms() || syncable || purpose == KeyPurpose.APPLICATION)) {
      throw new UsageException(
          key + " is one of the bridge's own keys: its type and use are fixed, give --hsm only");
    }
    if (syncable && purpose != KeyPurpose.APPLICATION) {
      throw new UsageException(
          "--syncable is for application keys; a seal key never leaves its HSM");
    }
  }
}
