package io.sealbridge.server.transit;

import io.sealbridge.keyring.SecretBytes;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sealed, opened or sealed anew. What is wrong with it is said when it is used, so
 * that one item of a batch does not spoil the others.
 */
final class CryptItem implements BatchItem {

  private final @Nullable SecretBytes plaintext;
  private final @Nullable String ciphertext;
  private final byte[] associatedData;
  private final OptionalInt keyVersion;
  private final String reference;
  private final @Nullable BadBodyException fault;

  CryptItem(
      @Nullable SecretBytes plaintext,
      @Nullable String ciphertext,
      byte[] associatedData,
      OptionalInt keyVersion,
      String reference,
      @Nullable BadBodyException fault) {
    this.plaintext = plaintext;
    this.ciphertext = ciphertext;
    this.associatedData = associatedData;
    this.keyVersion = keyVersion;
    this.reference = reference;
    this.fault = fault;
  }

  /** The plaintext; that it is missing is said as Vault says it. */
  SecretBytes requirePlaintext() {
    requireSound();
    if (plaintext == null) {
      throw new BadBodyException("missing plaintext to encrypt");
    }
    return plaintext;
  }

  String requireCiphertext() {
    requireSound();
    if (ciphertext == null || ciphertext.isEmpty()) {
      throw new BadBodyException("missing ciphertext to decrypt");
    }
    return ciphertext;
  }

  void requireSound() {
    if (fault != null) {
      throw fault;
    }
  }

  /** Empty if absent; lent, not copied. */
  byte[] associatedData() {
    return associatedData;
  }

  /** Empty for the latest. */
  OptionalInt keyVersion() {
    return keyVersion;
  }

  @Override
  public String reference() {
    return reference;
  }

  @Override
  public void close() {
    if (plaintext != null) {
      plaintext.close();
    }
  }
}
