package io.sealbridge.keyring.service;

import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.InternalKey;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.PublicKeyInfo;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.attestation.AttestedKey;
import io.sealbridge.keyring.registry.KeyRegistry;
import java.util.concurrent.CompletionStage;

/** The bridge's own key for which callers wrap what they import. */
final class WrappingKey {
  /** The latest version, on its HSM. */
  record Unwrapper(String hsm, TokenKey key, Usage.Unwrapping usage) {
    PublicKeyInfo publicKey() {
      return usage.publicKey();
    }
  }

  private static final KeyName KEY = InternalKey.WRAPPING.keyName();

  private final KeyRegistry registry;

  WrappingKey(KeyRegistry registry) {
    this.registry = registry;
  }

  /**
   * Fails with {@link KeyringError.InternalKeyMissing} if it was never made, and if attestation
   * refuses it: nobody is told to trust a key that might leave its HSM.
   */
  CompletionStage<Unwrapper> latest() {
    return registry
        .current(KEY)
        .exceptionally(WrappingKey::missing)
        .thenApply(WrappingKey::usable)
        .thenCompose(this::attested);
  }

  private static KeyState missing(Throwable failure) {
    KeyringException known = KeyringException.of(failure);
    throw known.error() instanceof KeyringError.UnknownKey
        ? new KeyringException(new KeyringError.InternalKeyMissing(InternalKey.WRAPPING), known)
        : known;
  }

  private static KeyState usable(KeyState state) {
    if (state.purpose() != KeyPurpose.INTERNAL) {
      throw new KeyringException(new KeyringError.InternalKeyMissing(InternalKey.WRAPPING));
    }
    if (state.frozen()) {
      throw new KeyringException(new KeyringError.Frozen(KEY));
    }
    return state;
  }

  private CompletionStage<Unwrapper> attested(KeyState state) {
    int version = state.latest().number();
    Recipient recipient = state.latest().recipients().getFirst();
    if (!(recipient.usage() instanceof Usage.Unwrapping usage)) {
      throw new KeyringException(new KeyringError.InternalKeyMissing(InternalKey.WRAPPING));
    }
    return registry
        .token(recipient.hsm())
        .map(token -> attested(token, version, recipient))
        .orElseGet(
            () ->
                KeyringException.failed(
                    new KeyringError.ChangeRefused(
                        "HSM " + recipient.hsm() + " of " + KEY + " is not in the configuration")))
        .thenApply(
            accepted -> new Unwrapper(recipient.hsm(), recipient.tokenKey(KEY, version), usage));
  }

  private CompletionStage<AttestedKey> attested(HsmToken token, int version, Recipient recipient) {
    return registry
        .attested(token, KEY, version, recipient)
        .handle(
            (attested, failure) -> {
              if (failure != null) {
                throw HsmException.faultOf(failure)
                    .map(fault -> new KeyringError.HsmUnavailable(fault, token.name()))
                    .map(error -> new KeyringException(error, failure))
                    .orElseGet(() -> KeyringException.of(failure));
              }
              if (!attested.accepted()) {
                throw new KeyringException(
                    new KeyringError.KeyRefused(KEY, version, attested.findings()));
              }
              return attested;
            });
  }
}
