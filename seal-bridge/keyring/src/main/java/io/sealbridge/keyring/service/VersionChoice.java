package io.sealbridge.keyring.service;

import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Layout;
import java.util.OptionalInt;
import java.util.function.Function;

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

  /** An imported key gets versions that are made here only if its owner said so. */
  static KeyState toRotate(KeyState state) {
    notFrozen(state);
    if (Imports.isImported(state) && !state.terms().importedMayRotate()) {
      throw new KeyringException(
          new KeyringError.ChangeRefused(
              "key " + state.name() + " is imported without allow_rotation; import a version"));
    }
    return state;
  }

  static KeyVersion toEncrypt(KeyState state, OptionalInt wanted) {
    return sealing(
        make(state, wanted, "encryption", KeyringError.VersionNotForEncryption::new), "encryption");
  }

  static KeyVersion toSign(KeyState state, OptionalInt wanted) {
    return make(state, wanted, "signing", KeyringError.VersionNotForSigning::new);
  }

  static KeyVersion toMac(KeyState state, OptionalInt wanted) {
    return make(state, wanted, "HMAC", KeyringError.VersionNotForSigning::new);
  }

  /** The latest, or the one asked for if it may still make something. */
  private static KeyVersion make(
      KeyState state, OptionalInt wanted, String what, Function<String, KeyringError> error) {
    notFrozen(state);
    if (wanted.isEmpty()) {
      return state.latest();
    }
    int number = wanted.getAsInt();
    String requested = "requested version for " + what;
    if (number > state.latest().number()) {
      throw new KeyringException(error.apply(requested + " is higher than the latest key version"));
    }
    if (number < Math.max(state.minEncryptionVersion(), state.minDecryptionVersion())) {
      throw new KeyringException(
          error.apply(requested + " is less than the minimum encryption key version"));
    }
    return state
        .version(number)
        .orElseThrow(() -> new KeyringException(error.apply(requested + " is none of this key's")));
  }

  /** The version whose signature or code is to be verified. */
  static KeyVersion toVerify(KeyState state, int number, String what) {
    notFrozen(state);
    requireNotTooOld(state, number);
    return state
        .version(number)
        .orElseThrow(
            () ->
                new KeyringException(
                    new KeyringError.VersionNotForSigning(
                        number > state.latest().number()
                            ? "invalid " + what + ": version is too new"
                            : "invalid " + what + ": this key has no version " + number)));
  }

  static KeyVersion toDecrypt(KeyState state, int number) {
    notFrozen(state);
    requireNotTooOld(state, number);
    KeyVersion version =
        state
            .version(number)
            .orElseThrow(
                () ->
                    new KeyringException(
                        new KeyringError.VersionUnknown(number, state.latest().number())));
    return sealing(version, "decryption");
  }

  private static void requireNotTooOld(KeyState state, int number) {
    if (number < state.minDecryptionVersion()) {
      throw new KeyringException(
          new KeyringError.VersionTooOld(number, state.minDecryptionVersion()));
    }
  }

  private static KeyVersion sealing(KeyVersion version, String what) {
    return switch (version.layout()) {
      case Layout.ENVELOPE, Layout.VAULT -> version;
      case Layout.NONE ->
          throw new KeyringException(
              new KeyringError.WrongKeyType(
                  "message %s not supported for key type %s"
                      .formatted(what, version.recipients().getFirst().type().transitName())));
    };
  }
}
