package io.sealbridge.server.transit;

import io.sealbridge.keyring.KeyType;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads bodies that make or change a key. What an HSM's key cannot be is refused by its name and
 * with the reason, when it is asked for and not when it is declined.
 */
final class KeyBody implements BodyReader.Fields {

  private KeyType type = KeyType.AES_256;
  private boolean syncable;
  private int keySize;
  private OptionalInt minDecryptionVersion = OptionalInt.empty();
  private OptionalInt minEncryptionVersion = OptionalInt.empty();
  private OptionalInt minAvailableVersion = OptionalInt.empty();
  private Optional<Boolean> deletionAllowed = Optional.empty();
  private int ignoredFields;

  private KeyBody() {}

  /**
   * @throws BadBodyException if the body cannot be used
   */
  static KeyBody read(byte[] body) {
    KeyBody read = new KeyBody();
    read.ignoredFields = BodyReader.read(body, read);
    read.checkSize();
    return read;
  }

  KeyType type() {
    return type;
  }

  /** The key may be wrapped for wrapping keys that the configuration names. */
  boolean syncable() {
    return syncable;
  }

  OptionalInt minDecryptionVersion() {
    return minDecryptionVersion;
  }

  OptionalInt minEncryptionVersion() {
    return minEncryptionVersion;
  }

  int requireMinAvailableVersion() {
    int version =
        minAvailableVersion.orElseThrow(
            () -> new BadBodyException("missing min_available_version"));
    if (version == 0) {
      throw new BadBodyException("minimum available version should be positive");
    }
    return version;
  }

  Optional<Boolean> deletionAllowed() {
    return deletionAllowed;
  }

  int ignoredFields() {
    return ignoredFields;
  }

  @Override
  public boolean take(String name, FieldValue value) throws IOException {
    switch (name) {
      case "type" -> type = type(value);
      case "key_size" -> keySize = value.number(0, 512);
      case "syncable" -> syncable = value.flag();
      case "min_decryption_version" -> minDecryptionVersion = number(value);
      case "min_encryption_version" -> minEncryptionVersion = number(value);
      case "min_available_version" -> minAvailableVersion = number(value);
      case "deletion_allowed" -> deletionAllowed = Optional.of(value.flag());
      default -> {
        return Refused.take(name, value);
      }
    }
    return true;
  }

  private static OptionalInt number(FieldValue value) throws IOException {
    return OptionalInt.of(value.number(0, Integer.MAX_VALUE));
  }

  static KeyType type(FieldValue value) throws IOException {
    return KeyType.ofTransitName(value.text())
        .orElseThrow(
            () ->
                new BadBodyException(
                    "unknown key type; this server makes aes256-gcm96, rsa-2048, rsa-3072,"
                        + " rsa-4096, ecdsa-p256, ecdsa-p384, ecdsa-p521, ed25519 and hmac"));
  }

  private void checkSize() {
    if (keySize != 0 && type != KeyType.HMAC) {
      throw new BadBodyException("key_size is not valid for algorithm " + type.transitName());
    }
    int made = KeyType.HMAC.bits() / Byte.SIZE;
    if (keySize != 0 && keySize != made) {
      throw new BadBodyException(
          "invalid key_size; the HSM makes HMAC keys of %d bytes".formatted(made));
    }
  }

  /** What Vault has and an HSM's key cannot be. */
  static final class Refused {
    private static final String CLEAR = ": keys never leave the HSM in the clear";

    private Refused() {}

    /** Whether the field is one of these, and declined. */
    static boolean take(String name, FieldValue value) throws IOException {
      String reason =
          switch (name) {
            case "derived" -> ": the HSM's keys are used as they are; make a key for each context";
            case "convergent_encryption" ->
                ": equal plaintexts would be seen to be equal, and the key would have to be derived";
            case "exportable" ->
                CLEAR + "; \"syncable\" makes one that can be wrapped for the configured receivers";
            case "allow_plaintext_backup" -> CLEAR + "; the HSM's own backup keeps them";
            case "auto_rotate_period" ->
                ": rotate with transit-sync, which proves that every copy has moved, or call rotate";
            default -> "";
          };
      if (reason.isEmpty()) {
        return false;
      }
      boolean asked =
          name.equals("auto_rotate_period")
              ? !value.scalar().matches("0*[a-z]{0,2}")
              : value.flag();
      if (asked) {
        throw new BadBodyException(name + " is refused" + reason);
      }
      return true;
    }
  }
}
