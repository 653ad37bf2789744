package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;

/** Changes of a state that make no key. What changes nothing returns the same state. */
final class Edit {
  private Edit() {}

  static KeyState frozen(KeyState state, boolean frozen) {
    return state.frozen() == frozen ? state : next(state, frozen, state.minDecryptionVersion());
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
    return state.minDecryptionVersion() == version ? state : next(state, state.frozen(), version);
  }

  private static KeyState next(KeyState state, boolean frozen, int minDecryption) {
    return new KeyState(
        state.name(),
        state.purpose(),
        state.serial() + 1,
        frozen,
        minDecryption,
        state.minEncryptionVersion(),
        state.versions());
  }
}
