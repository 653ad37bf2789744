package io.sealbridge.server.transit;

import io.sealbridge.keyring.SecretBytes;
import java.io.IOException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Where the parts of a {@link CryptItem} lie in a body. */
final class CryptFields implements BodyReader.Fields {

  private static final int ABSENT = -1;

  private int plaintextAt = ABSENT;
  private int associatedDataAt = ABSENT;
  private @Nullable String ciphertext;
  private OptionalInt keyVersion = OptionalInt.empty();
  private String reference = "";
  private @Nullable BadBodyException fault;

  @Override
  public boolean take(String name, FieldValue value) throws IOException {
    switch (name) {
      case "plaintext" -> plaintextAt = value.quote();
      case "ciphertext" -> ciphertext = value.text();
      case "associated_data" -> associatedDataAt = value.quote();
      case "key_version" -> keyVersion = version(value);
      case "reference" -> reference = value.text();
      case "context", "nonce" -> refuseText(name, value);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** 0 means the latest. */
  static OptionalInt version(FieldValue value) throws IOException {
    int version = value.number(0, Integer.MAX_VALUE);
    return version == 0 ? OptionalInt.empty() : OptionalInt.of(version);
  }

  private void refuseText(String name, FieldValue value) throws IOException {
    if (!value.text().isEmpty()) {
      fault =
          new BadBodyException(
              name + " is not supported: keys here are neither derived nor convergent");
    }
  }

  /** Decodes what was found, when the whole {@code body} has been read. */
  CryptItem item(byte[] body) {
    byte[] aad = {};
    SecretBytes plaintext = null;
    try {
      if (associatedDataAt != ABSENT) {
        aad = Base64Text.decode("associated_data", body, associatedDataAt);
      }
      if (plaintextAt != ABSENT && fault == null) {
        plaintext = SecretBytes.takeOwnershipOf(Base64Text.decode("plaintext", body, plaintextAt));
      }
    } catch (BadBodyException e) {
      fault = e;
    }
    return new CryptItem(plaintext, ciphertext, aad, keyVersion, reference, fault);
  }
}
