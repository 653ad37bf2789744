package io.sealbridge.server.transit;

import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.service.ApplicationKeys;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Reads bodies of import and import_version: a wrapped key, which is no secret. */
final class ImportBody implements BodyReader.Fields {

  private static final int ABSENT = -1;

  private int ciphertextAt = ABSENT;
  private KeyType type = KeyType.AES_256;
  private OaepHash hash = OaepHash.SHA256;
  private boolean mayRotate;
  private Optional<PublicKeyInfo> publicKey = Optional.empty();

  private ImportBody() {}

  /**
   * @throws BadBodyException if the body cannot be used
   */
  static ApplicationKeys.Import read(byte[] body) {
    ImportBody read = new ImportBody();
    var _ = BodyReader.read(body, read);
    if (read.ciphertextAt == ABSENT) {
      throw new BadBodyException(
          "missing ciphertext: a wrapped key; a public key alone is not imported");
    }
    Octets wrapped = Octets.copyOf(Base64Text.decode("ciphertext", body, read.ciphertextAt));
    return new ApplicationKeys.Import(
        read.type, wrapped, read.hash, read.mayRotate, read.publicKey);
  }

  @Override
  public boolean take(String name, FieldValue value) throws IOException {
    switch (name) {
      case "ciphertext" -> ciphertextAt = value.quote();
      case "type" -> type = KeyBody.type(value);
      case "hash_function" -> hash = hash(name, value.text());
      case "allow_rotation" -> mayRotate = value.flag();
      case "public_key" ->
          publicKey =
              Optional.of(
                  PublicKeyInfo.of(
                      PemText.read(name, "PUBLIC KEY", value.text()).getFirst().bytes()));
      case "version" -> {
        if (value.number(0, Integer.MAX_VALUE) != 0) {
          throw new BadBodyException(
              "version is refused: an imported version is always a new one here");
        }
      }
      default -> {
        return KeyBody.Refused.take(name, value);
      }
    }
    return true;
  }

  /** The hash of OAEP as Vault spells it. */
  static OaepHash hash(String field, String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "SHA1" -> OaepHash.SHA1;
      case "", "SHA256" -> OaepHash.SHA256;
      case "SHA512" -> OaepHash.SHA512;
      default -> throw new BadBodyException(field + " must be SHA1, SHA256 or SHA512");
    };
  }
}
