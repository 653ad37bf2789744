package io.sealbridge.keyring;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What counts of a key: a version exists because its state names it, not because an object lies on
 * a token. Kept as a private data object on each token, or in a file; the command line writes it.
 *
 * @param serial grows with each change; the highest among reachable HSMs wins
 * @param frozen while true every use is refused
 * @param minDecryptionVersion versions below are refused for decrypt; at least 1
 * @param minEncryptionVersion versions below are refused for encrypt; 0 sets no minimum. Whoever
 *     names no version gets the latest
 * @param versions ascending by number, at least one
 * @param terms of application keys; {@link KeyTerms#NONE} for all others
 * @param thaw what ended the last freeze, if a signature did
 */
public record KeyState(
    KeyName name,
    KeyPurpose purpose,
    long serial,
    boolean frozen,
    int minDecryptionVersion,
    int minEncryptionVersion,
    List<KeyVersion> versions,
    KeyTerms terms,
    Optional<Thaw> thaw) {
  /** A key that no signature has thawed. */
  public KeyState(
      KeyName name,
      KeyPurpose purpose,
      long serial,
      boolean frozen,
      int minDecryptionVersion,
      int minEncryptionVersion,
      List<KeyVersion> versions,
      KeyTerms terms) {
    this(
        name,
        purpose,
        serial,
        frozen,
        minDecryptionVersion,
        minEncryptionVersion,
        versions,
        terms,
        Optional.empty());
  }

  /** A key with no terms of its own. */
  public KeyState(
      KeyName name,
      KeyPurpose purpose,
      long serial,
      boolean frozen,
      int minDecryptionVersion,
      int minEncryptionVersion,
      List<KeyVersion> versions) {
    this(
        name,
        purpose,
        serial,
        frozen,
        minDecryptionVersion,
        minEncryptionVersion,
        versions,
        KeyTerms.NONE);
  }

  public KeyState {
    versions = versions.stream().sorted(Comparator.comparingInt(KeyVersion::number)).toList();
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("key " + name + " has no version");
    }
    if (versions.stream().map(KeyVersion::number).distinct().count() != versions.size()) {
      throw new IllegalArgumentException("key " + name + " names a version twice");
    }
    if (purpose != KeyPurpose.APPLICATION && !terms.equals(KeyTerms.NONE)) {
      throw new IllegalArgumentException("only application keys have terms, " + name + " is none");
    }
    if (purpose == KeyPurpose.SEAL && !versions.stream().allMatch(KeyVersion::isFitToSeal)) {
      throw new IllegalArgumentException(
          "seal key " + name + " must be made on its HSMs, never leave them, and only wrap");
    }
    if (serial < 1) {
      throw new IllegalArgumentException("serial must be at least 1, was " + serial);
    }
    if (minDecryptionVersion < 1 || minDecryptionVersion > versions.getLast().number()) {
      throw new IllegalArgumentException(
          "minDecryptionVersion must be between 1 and the latest version, was "
              + minDecryptionVersion);
    }
    if (minEncryptionVersion < 0 || minEncryptionVersion > versions.getLast().number()) {
      throw new IllegalArgumentException(
          "minEncryptionVersion must be between 0 and the latest version, was "
              + minEncryptionVersion);
    }
    if (thaw.isPresent() && (frozen || thaw.get().serial() >= serial)) {
      throw new IllegalArgumentException(
          "thaw.serial must be below the state's serial, and the key not frozen, was "
              + thaw.get().serial());
    }
  }

  /** This state as it would be if it were frozen, of the same serial. */
  public KeyState asFrozen() {
    return new KeyState(
        name,
        purpose,
        serial,
        true,
        minDecryptionVersion,
        minEncryptionVersion,
        versions,
        terms,
        Optional.empty());
  }

  public KeyVersion latest() {
    return versions.getLast();
  }

  public Optional<KeyVersion> version(int number) {
    return versions.stream().filter(version -> version.number() == number).findFirst();
  }
}
