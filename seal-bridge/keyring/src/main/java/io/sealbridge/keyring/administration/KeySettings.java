package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyTerms;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is set of a key; what is empty stays as it is. Checked by Vault's rules and refused in its
 * words, which clients look for.
 *
 * @param minDecryptionVersion 0 means 1
 * @param minEncryptionVersion 0 sets no minimum
 * @param deletionAllowed for application keys only
 */
public record KeySettings(
    OptionalInt minDecryptionVersion,
    OptionalInt minEncryptionVersion,
    Optional<Boolean> deletionAllowed) {
  /** The state with these settings, or the same state if they change nothing. */
  KeyState applyTo(KeyState state) {
    int decryption =
        checked(minDecryptionVersion, state.minDecryptionVersion(), "decryption", state);
    int encryption =
        checked(minEncryptionVersion, state.minEncryptionVersion(), "encryption", state);
    int least = Math.max(1, decryption);
    requireInOrder(state, least, encryption);
    boolean deletable = deletionAllowed.orElse(state.terms().deletionAllowed());
    if (deletable && state.purpose() != KeyPurpose.APPLICATION) {
      throw refused(
          "only application keys can be marked for deletion, " + state.name() + " is none");
    }
    KeyTerms terms = Edit.withDeletion(state.terms(), deletable);
    boolean same =
        least == state.minDecryptionVersion()
            && encryption == state.minEncryptionVersion()
            && terms.equals(state.terms());
    return same
        ? state
        : new KeyState(
            state.name(),
            state.purpose(),
            state.serial() + 1,
            state.frozen(),
            least,
            encryption,
            state.versions(),
            terms,
            state.thaw());
  }

  private static int checked(OptionalInt wanted, int current, String what, KeyState state) {
    int version = wanted.orElse(current);
    if (version < 0) {
      throw refused("min " + what + " version cannot be negative");
    }
    int latest = state.latest().number();
    if (version > latest) {
      throw refused(
          "cannot set min %s version of %d, latest key version is %d"
              .formatted(what, version, latest));
    }
    return version;
  }

  private static void requireInOrder(KeyState state, int decryption, int encryption) {
    if (encryption > 0 && encryption < decryption) {
      throw refused(
          ("cannot set min encryption/decryption values; min encryption version of %d must be"
                  + " greater than or equal to min decryption version of %d")
              .formatted(encryption, decryption));
    }
    if (decryption < state.terms().minAvailableVersion()) {
      throw refused("min decryption version should not be less than min available version");
    }
  }

  private static KeyringException refused(String text) {
    return new KeyringException(new KeyringError.ChangeRefused(text));
  }
}
