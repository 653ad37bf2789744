package io.sealbridge.server.transit;

import io.sealbridge.keyring.SecretBytes;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a body of encrypt or decrypt said. Owns the plaintext. */
final class TransitBody implements AutoCloseable {

  private final @Nullable SecretBytes plaintext;
  private final @Nullable String ciphertext;
  private final byte[] associatedData;
  private final OptionalInt keyVersion;
  private final int ignoredFields;

  TransitBody(
      @Nullable SecretBytes plaintext,
      @Nullable String ciphertext,
      byte[] associatedData,
      OptionalInt keyVersion,
      int ignoredFields) {
    this.plaintext = plaintext;
    this.ciphertext = ciphertext;
    this.associatedData = associatedData;
    this.keyVersion = keyVersion;
    this.ignoredFields = ignoredFields;
  }

  /** The plaintext; that it is missing is said as Vault says it. */
  SecretBytes requirePlaintext() {
    if (plaintext == null) {
      throw new BadBodyException("missing plaintext to encrypt");
    }
    return plaintext;
  }

  String requireCiphertext() {
    if (ciphertext == null || ciphertext.isEmpty()) {
      throw new BadBodyException("missing ciphertext to decrypt");
    }
    return ciphertext;
  }

  /** Empty if absent; lent, not copied. */
  byte[] associatedData() {
    return associatedData;
  }

  /** Empty for the latest. */
  OptionalInt keyVersion() {
    return keyVersion;
  }

  /** How many fields were there that mean nothing to this service. */
  int ignoredFields() {
    return ignoredFields;
  }

  @Override
  public void close() {
    if (plaintext != null) {
      plaintext.close();
    }
  }
}
