package io.sealbridge.keyring.service;

import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Layout;
import java.util.OptionalInt;

/** Which version of a key a request gets, or why none. Throws {@link KeyringException} only. */
final class VersionChoice {
  private VersionChoice() {}

  /** Internal keys are not there for callers. */
  static KeyState visible(KeyState state) {
    if (state.purpose() == KeyPurpose.INTERNAL) {
      throw new KeyringException(new KeyringError.UnknownKey(state.name().value()));
    }
    return state;
  }

  static KeyState notFrozen(KeyState state) {
    if (visible(state).frozen()) {
      throw new KeyringException(new KeyringError.Frozen(state.name()));
    }
    return state;
  }

  static KeyVersion toEncrypt(KeyState state, OptionalInt wanted) {
    notFrozen(state);
    if (wanted.isEmpty()) {
      return ofKnownLayout(state, state.latest());
    }
    int number = wanted.getAsInt();
    if (number > state.latest().number()) {
      throw notForEncryption("is higher than the latest key version");
    }
    if (number < Math.max(state.minEncryptionVersion(), state.minDecryptionVersion())) {
      throw notForEncryption("is less than the minimum encryption key version");
    }
    return ofKnownLayout(
        state, state.version(number).orElseThrow(() -> notForEncryption("is none of this key's")));
  }

  static KeyVersion toDecrypt(KeyState state, int number) {
    notFrozen(state);
    if (number < state.minDecryptionVersion()) {
      throw new KeyringException(
          new KeyringError.VersionTooOld(number, state.minDecryptionVersion()));
    }
    KeyVersion version =
        state
            .version(number)
            .orElseThrow(
                () ->
                    new KeyringException(
                        new KeyringError.VersionUnknown(number, state.latest().number())));
    return ofKnownLayout(state, version);
  }

  private static KeyVersion ofKnownLayout(KeyState state, KeyVersion version) {
    return switch (version.layout()) {
      case Layout.ENVELOPE -> version;
      case Layout.VAULT, Layout.NONE ->
          throw new KeyringException(
              new KeyringError.LayoutUnsupported(state.name(), version.number()));
    };
  }

  private static KeyringException notForEncryption(String what) {
    return new KeyringException(
        new KeyringError.VersionNotForEncryption("requested version for encryption " + what));
  }
}
