package io.sealbridge.hsm.profile;

import static io.sealbridge.hsm.cryptoki.AttributeType.DECRYPT;
import static io.sealbridge.hsm.cryptoki.AttributeType.DERIVE;
import static io.sealbridge.hsm.cryptoki.AttributeType.ENCRYPT;
import static io.sealbridge.hsm.cryptoki.AttributeType.EXTRACTABLE;
import static io.sealbridge.hsm.cryptoki.AttributeType.MODIFIABLE;
import static io.sealbridge.hsm.cryptoki.AttributeType.PRIVATE;
import static io.sealbridge.hsm.cryptoki.AttributeType.SENSITIVE;
import static io.sealbridge.hsm.cryptoki.AttributeType.SIGN;
import static io.sealbridge.hsm.cryptoki.AttributeType.UNWRAP;
import static io.sealbridge.hsm.cryptoki.AttributeType.VERIFY;
import static io.sealbridge.hsm.cryptoki.AttributeType.WRAP;

import io.sealbridge.hsm.cryptoki.ReturnValue;
import io.sealbridge.hsm.fault.FaultClass;
import io.sealbridge.keyring.OaepHash;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The profiles. Those marked "not run here" come from vendors' documents; no such device was used.
 */
public final class Profiles {
  private static final Profile GENERIC = Profile.builder("generic", "(?!)").build();

  private static final List<Profile> KNOWN =
      Stream.of(
              Profile.builder("softhsm", "softhsm")
                  .oaep(OaepHash.SHA1)
                  .keyWrapPad(0x210A)
                  .reinitialise(Reinitialise.IDLE)
                  .notes(
                      "SoftHSM keeps keys in files: for tests, not to guard anything",
                      "SoftHSM does RSA-OAEP with SHA-1 only"),
              Profile.builder("nss", "mozilla|NSS ")
                  .noPrivateDataObjects()
                  .faults(Map.of(ReturnValue.DEVICE_ERROR, FaultClass.VAGUE))
                  .notes("NSS keeps keys in files: for tests, not to guard anything"),
              // Not run here. In FIPS mode use luna-fips, which no name on the device gives away.
              Profile.builder("luna", "safenet|luna|thales").reinitialise(Reinitialise.ALWAYS),
              // Not run here.
              Profile.builder("luna-fips", "(?!)")
                  .iv(IvPolicy.TOKEN_APPENDED)
                  .reinitialise(Reinitialise.ALWAYS),
              // Not run here.
              Profile.builder("cloudhsm", "cloudhsm|cavium|marvell").iv(IvPolicy.TOKEN_BUFFER),
              // Not run here. Keys of another process are visible after C_Initialize only.
              Profile.builder("nshield", "ncipher|nshield|entrust")
                  .reinitialise(Reinitialise.IDLE)
                  .notes(
                      "nShield 13.5 and later refuse commands while their audit log is not fetched"),
              // Not run here. RSA keys that both sign and decrypt are refused, which ours never
              // are.
              Profile.builder("utimaco", "utimaco")
                  .notes("a CP5 wants its keys authorised again after each restart of the HSM"),
              // Not run here. It has no AES-GCM: RSA-OAEP keys only.
              Profile.builder("yubihsm2", "yubihsm|yubico")
                  .reinitialise(Reinitialise.IDLE)
                  .keyWrapPad(0)
                  .notes("the PIN is four hexadecimal digits of the key's id, then its password"),
              // Not run here. It has no AES-GCM by the standard's number: RSA-OAEP keys only.
              Profile.builder("kmsp11", "google|kmsp11|cloud ?kms")
                  .oaep(OaepHash.SHA256, OaepHash.SHA512)
                  .keyWrapPad(0)
                  .reinitialise(Reinitialise.IDLE)
                  .noPrivateDataObjects()
                  .notInTemplates(
                      PRIVATE,
                      SENSITIVE,
                      EXTRACTABLE,
                      MODIFIABLE,
                      ENCRYPT,
                      DECRYPT,
                      SIGN,
                      VERIFY,
                      WRAP,
                      UNWRAP,
                      DERIVE)
                  .notes("kmsp11 ignores the PIN; who may call it is up to its own credentials"))
          .map(Profile.Builder::build)
          .toList();

  private Profiles() {}

  /** The profile of this name; {@code generic} among them. */
  public static Optional<Profile> named(String name) {
    return GENERIC.name().equals(name)
        ? Optional.of(GENERIC)
        : KNOWN.stream().filter(profile -> profile.name().equals(name)).findFirst();
  }

  /** The first whose identity is found in {@code identity}, else {@code generic}. */
  public static Profile matching(String identity) {
    return KNOWN.stream()
        .filter(profile -> profile.identity().matcher(identity).find())
        .findFirst()
        .orElse(GENERIC);
  }

  /** All names, for the message about a wrong one. */
  public static List<String> names() {
    return Stream.concat(KNOWN.stream(), Stream.of(GENERIC)).map(Profile::name).toList();
  }
}
