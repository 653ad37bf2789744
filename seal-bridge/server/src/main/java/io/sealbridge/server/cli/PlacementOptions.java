package io.sealbridge.server.cli;

import io.sealbridge.commandline.UsageException;
import io.sealbridge.configuration.NearestName;
import io.sealbridge.keyring.InternalKey;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.UsageChoice;
import io.sealbridge.keyring.administration.Placement;
import io.sealbridge.keyring.service.KeyPlans;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.HsmConfiguration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where and as what a version is made. */
final class PlacementOptions {
  private static final List<KeyType> TYPES =
      List.of(KeyType.AES_256, KeyType.RSA_2048, KeyType.RSA_3072, KeyType.RSA_4096);

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = {
        "aes256-gcm96, rsa-2048, rsa-3072 or rsa-4096; for application keys also ecdsa-p256,"
            + " ecdsa-p384, ecdsa-p521, ed25519 and hmac. Default: aes256-gcm96."
      })
  @Nullable String type;

  @Option(
      names = "--mechanism",
      paramLabel = "NAME",
      description = "aes-gcm or rsa-oaep. Default: the one that the type has.")
  @Nullable String mechanism;

  @Option(
      names = "--oaep-hash",
      paramLabel = "HASH",
      description = "sha1, sha256 or sha512, for RSA. Default: sha256.")
  @Nullable String oaepHash;

  @Option(
      names = "--hsm",
      paramLabel = "NAME",
      description =
          "An HSM that is to hold the key, of those in the configuration; may be repeated."
              + " Default: the HSMs that the configuration lists for the key, or all.")
  List<String> hsms = new ArrayList<>();

  /** Whether nothing was said. */
  boolean isEmpty() {
    return type == null && mechanism == null && oaepHash == null && hsms.isEmpty();
  }

  boolean saysMoreThanHsms() {
    return type != null || mechanism != null || oaepHash != null;
  }

  /** Of a seal key. */
  List<Placement> placements(KeyName key, BridgeConfiguration configuration) {
    KeyType keyType = keyType(TYPES);
    UsageChoice wrapping = wrapping(keyType);
    return names(key, configuration).stream()
        .map(name -> new Placement(name, keyType, wrapping))
        .toList();
  }

  /** What to try, the best first. */
  List<List<Placement>> ofApplication(
      KeyName key, boolean syncable, BridgeConfiguration configuration) {
    KeyType keyType = keyType(List.of(KeyType.values()));
    List<String> names = names(key, configuration);
    if (oaepHash == null) {
      if (mechanism != null) {
        var _ = wrapping(keyType);
      }
      return KeyPlans.toMake(keyType, syncable, names);
    }
    OaepHash wanted = hash(oaepHash);
    List<List<Placement>> fitting =
        KeyPlans.toMake(keyType, syncable, names).stream()
            .filter(
                placements ->
                    placements.getFirst().usage() instanceof UsageChoice.RsaOaep rsa
                        && rsa.hash() == wanted)
            .toList();
    if (fitting.isEmpty()) {
      throw new UsageException(
          "--oaep-hash must be sha1 or sha256, for RSA types, was \""
              + oaepHash
              + "\" for "
              + keyType.transitName());
    }
    return fitting;
  }

  List<List<Placement>> of(InternalKey key, BridgeConfiguration configuration) {
    return KeyPlans.toMake(key, names(key.keyName(), configuration));
  }

  private List<String> names(KeyName key, BridgeConfiguration configuration) {
    List<String> names = hsms.isEmpty() ? configuration.hsmsOf(key) : hsms;
    List<String> known = configuration.hsms().stream().map(HsmConfiguration::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new UsageException(
            "--hsm must name an HSM of the configuration, was \""
                + name
                + "\""
                + NearestName.hint(name, known));
      }
    }
    return names;
  }

  private KeyType keyType(List<KeyType> types) {
    String wanted = type == null ? KeyType.AES_256.transitName() : type;
    return types.stream()
        .filter(candidate -> candidate.transitName().equals(wanted))
        .findFirst()
        .orElseThrow(
            () -> choice("--type", wanted, types.stream().map(KeyType::transitName).toList()));
  }

  private UsageChoice wrapping(KeyType keyType) {
    boolean aes = keyType == KeyType.AES_256;
    String fits = aes ? "aes-gcm" : "rsa-oaep";
    if (mechanism != null && !mechanism.equals(fits)) {
      throw new UsageException(
          "--mechanism must be %s for type %s, was \"%s\""
              .formatted(fits, keyType.transitName(), mechanism));
    }
    if (aes) {
      if (oaepHash != null) {
        throw new UsageException("--oaep-hash is for RSA types, not for " + keyType.transitName());
      }
      return new UsageChoice.AesGcm();
    }
    return new UsageChoice.RsaOaep(hash(oaepHash == null ? "sha256" : oaepHash));
  }

  private static OaepHash hash(String wanted) {
    return Arrays.stream(OaepHash.values())
        .filter(hash -> hash.name().toLowerCase(Locale.ROOT).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                choice(
                    "--oaep-hash",
                    wanted,
                    Arrays.stream(OaepHash.values()).map(KeyText::lower).toList()));
  }

  private static UsageException choice(String option, String was, List<String> known) {
    return new UsageException(
        option
            + " must be one of "
            + String.join(", ", known)
            + ", was \""
            + was
            + "\""
            + NearestName.of(was, known)
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElse(""));
  }
}
