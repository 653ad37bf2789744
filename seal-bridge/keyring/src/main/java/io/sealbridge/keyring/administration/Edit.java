package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyTerms;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Thaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes of a state that make no key. What changes nothing returns the same state. */
final class Edit {
  private Edit() {}

  /**
   * Frozen, or the same state if it is.
   *
   * @param steps by which the serial grows
   */
  static KeyState frozen(KeyState state, long steps) {
    return state.frozen()
        ? state
        : next(state, steps, true, state.minDecryptionVersion(), Optional.empty());
  }

  /** Not frozen, without a signature. */
  static KeyState thawed(KeyState state) {
    return state.frozen()
        ? next(state, 1, false, state.minDecryptionVersion(), Optional.empty())
        : state;
  }

  /** Even of a key that is not frozen: replicas may not have believed that. */
  static KeyState thawed(KeyState state, Thaw thaw) {
    if (thaw.serial() != state.serial()) {
      throw refused(
          "the signature is for serial %d, and the state of key %s has serial %d now; sign again"
              .formatted(thaw.serial(), state.name(), state.serial()));
    }
    return next(state, 1, false, state.minDecryptionVersion(), Optional.of(thaw));
  }

  static KeyState retire(KeyState state, int version) {
    int latest = state.latest().number();
    if (version >= latest) {
      throw new KeyringException(
          new KeyringError.ChangeRefused(
              "version "
                  + version
                  + " of key "
                  + state.name()
                  + " is the latest or none, and is not retired; rotate first (latest is "
                  + latest
                  + ")"));
    }
    return minDecryption(state, Math.max(version + 1, state.minDecryptionVersion()));
  }

  static KeyState minDecryption(KeyState state, int version) {
    if (version < 1 || version > state.latest().number()) {
      throw new KeyringException(
          new KeyringError.ChangeRefused(
              "the minimum decryption version must be between 1 and the latest, "
                  + state.latest().number()
                  + ", was "
                  + version));
    }
    return state.minDecryptionVersion() == version
        ? state
        : next(state, 1, state.frozen(), version, state.thaw());
  }

  private static KeyState next(
      KeyState state, long steps, boolean frozen, int minDecryption, Optional<Thaw> thaw) {
    return new KeyState(
        state.name(),
        state.purpose(),
        state.serial() + steps,
        frozen,
        minDecryption,
        state.minEncryptionVersion(),
        state.versions(),
        state.terms(),
        thaw);
  }

  static KeyState withVersion(KeyState state, KeyVersion version) {
    List<KeyVersion> versions = new ArrayList<>(state.versions());
    versions.add(version);
    return next(state, versions, state.terms());
  }

  static KeyState withCertificates(KeyState state, int number, List<String> certificates) {
    KeyVersion old =
        state
            .version(number)
            .orElseThrow(() -> refused("key " + state.name() + " has no version " + number));
    KeyVersion certified =
        new KeyVersion(number, old.created(), old.layout(), old.recipients(), certificates);
    List<KeyVersion> versions =
        state.versions().stream().map(one -> one.number() == number ? certified : one).toList();
    return certified.equals(old) ? state : next(state, versions, state.terms());
  }

  /** By Vault's rules and in its words. */
  static KeyState trimmed(KeyState state, int minAvailable) {
    KeyTerms terms = state.terms();
    if (state.purpose() != KeyPurpose.APPLICATION) {
      throw refused(
          "only application keys are trimmed, " + state.name() + " is none; retire its versions");
    }
    if (minAvailable < terms.minAvailableVersion()) {
      throw refused("minimum available version cannot be decremented");
    }
    if (state.minEncryptionVersion() == 0) {
      throw refused(
          "minimum available version cannot be set when minimum encryption version is not set");
    }
    if (minAvailable > state.minEncryptionVersion()) {
      throw refused("minimum available version cannot be greater than minimum encryption version");
    }
    if (minAvailable > state.minDecryptionVersion()) {
      throw refused("minimum available version cannot be greater than minimum decryption version");
    }
    List<KeyVersion> kept =
        state.versions().stream().filter(version -> version.number() >= minAvailable).toList();
    return minAvailable == terms.minAvailableVersion()
        ? state
        : next(
            state,
            kept,
            new KeyTerms(
                terms.deletionAllowed(),
                minAvailable,
                terms.syncable(),
                terms.importedMayRotate()));
  }

  /** The versions of {@code before} that {@code after} does not name. */
  static List<KeyVersion> dropped(KeyState before, KeyState after) {
    return before.versions().stream()
        .filter(version -> after.version(version.number()).isEmpty())
        .toList();
  }

  static KeyTerms withDeletion(KeyTerms terms, boolean allowed) {
    return new KeyTerms(
        allowed, terms.minAvailableVersion(), terms.syncable(), terms.importedMayRotate());
  }

  static void requireDeletable(KeyState state) {
    if (state.purpose() != KeyPurpose.APPLICATION || !state.terms().deletionAllowed()) {
      throw refused("deletion is not allowed for this key");
    }
  }

  private static KeyState next(KeyState state, List<KeyVersion> versions, KeyTerms terms) {
    return new KeyState(
        state.name(),
        state.purpose(),
        state.serial() + 1,
        state.frozen(),
        state.minDecryptionVersion(),
        state.minEncryptionVersion(),
        versions,
        terms,
        state.thaw());
  }

  private static KeyringException refused(String text) {
    return new KeyringException(new KeyringError.ChangeRefused(text));
  }
}
