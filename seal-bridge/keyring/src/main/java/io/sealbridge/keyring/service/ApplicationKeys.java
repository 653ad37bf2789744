package io.sealbridge.keyring.service;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.OaepHash;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.PublicKeyInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/**
 * What callers may change of application keys. Everything here is refused for seal keys, which are
 * changed at the command line only, and unless this replica is the writer. Safe for use by many
 * threads; no method blocks. Stages fail with {@link io.sealbridge.keyring.KeyringException}
 * itself.
 */
public final class ApplicationKeys {
  /**
   * What a caller sets of a key; what is empty stays as it is.
   *
   * @param minEncryptionVersion 0 for the latest
   */
  public record Settings(
      OptionalInt minDecryptionVersion,
      OptionalInt minEncryptionVersion,
      Optional<Boolean> deletionAllowed) {}

  /**
   * A key that a caller brings, as {@link io.sealbridge.keyring.HsmToken#importKey} takes it.
   *
   * @param publicKey of a pair, for tokens that do not derive it
   */
  public record Import(
      KeyType type,
      Octets wrapped,
      OaepHash hash,
      boolean mayRotate,
      Optional<PublicKeyInfo> publicKey) {}

  /** Makes a key; the same key again, if it is there with this type, is no error. */
  public CompletionStage<KeyDescription> create(
      Caller caller, KeyName key, KeyType type, boolean syncable) {
    return KeyringException.failed(new KeyringError.NotOffered("making keys over HTTP"));
  }

  public CompletionStage<KeyDescription> configure(Caller caller, KeyName key, Settings settings) {
    return KeyringException.failed(new KeyringError.NotOffered("configuring keys over HTTP"));
  }

  /** Destroys the versions below {@code minAvailableVersion} for good. */
  public CompletionStage<KeyDescription> trim(Caller caller, KeyName key, int minAvailableVersion) {
    return KeyringException.failed(new KeyringError.NotOffered("trimming keys over HTTP"));
  }

  /** Destroys the key for good, if its settings allow it. */
  public CompletionStage<Void> delete(Caller caller, KeyName key) {
    return KeyringException.failed(new KeyringError.NotOffered("deleting keys over HTTP"));
  }

  /** The public key for which callers wrap what they import; of the writer's first HSM. */
  public CompletionStage<PublicKeyInfo> wrappingKey(Caller caller) {
    return KeyringException.failed(new KeyringError.NotOffered("the wrapping key for imports"));
  }

  /** Takes a key in as version 1. */
  public CompletionStage<KeyDescription> importKey(Caller caller, KeyName key, Import brought) {
    return KeyringException.failed(new KeyringError.NotOffered("importing keys"));
  }

  /** Takes a further version of an imported key in. */
  public CompletionStage<KeyDescription> importVersion(Caller caller, KeyName key, Import brought) {
    return KeyringException.failed(new KeyringError.NotOffered("importing versions of keys"));
  }

  /**
   * Wraps a syncable key's versions (all that are available, or one) for {@code receiver}, whose
   * hash must be among those that the configuration names.
   *
   * @return the wrapped key of each version
   */
  public CompletionStage<Map<Integer, Octets>> wrapFor(
      Caller caller, KeyName key, OptionalInt version, PublicKeyInfo receiver, OaepHash hash) {
    return KeyringException.failed(new KeyringError.NotOffered("wrapping keys for others"));
  }

  /**
   * Keeps a certificate chain beside a version; the first certificate must be of its public key.
   *
   * @param chain DER, the key's own first
   */
  public CompletionStage<KeyDescription> setCertificates(
      Caller caller, KeyName key, int version, List<Octets> chain) {
    return KeyringException.failed(new KeyringError.NotOffered("keeping certificates"));
  }
}
