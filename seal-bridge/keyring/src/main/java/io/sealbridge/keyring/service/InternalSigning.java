package io.sealbridge.keyring.service;

import io.sealbridge.keyring.HashFunction;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.HsmStatus;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.InternalKey;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.SignatureScheme;
import io.sealbridge.keyring.attestation.AttestedKey;
import io.sealbridge.keyring.registry.KeyRegistry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Signs by one of the bridge's own keys: ECDSA on P-256 with SHA-256. Such signatures are no uses
 * in the sense of the key-use log. Safe for use by many threads; never blocks.
 */
public final class InternalSigning {
  private final KeyRegistry registry;
  private final InternalKey key;

  public InternalSigning(KeyRegistry registry, InternalKey key) {
    this.registry = registry;
    this.key = key;
  }

  /** The state of the key; empty if there is none, or not as one of the bridge's own. */
  public Optional<KeyState> state() {
    return registry.state(key.keyName()).filter(state -> state.purpose() == KeyPurpose.INTERNAL);
  }

  /** Whether it is known which keys there are; not before an HSM has told so for the first time. */
  public boolean isKnown() {
    return registry.refreshed().isPresent();
  }

  /** Whether the HSM of {@code recipient} answers. */
  public boolean isReady(Recipient recipient) {
    return registry
        .token(recipient.hsm())
        .filter(token -> token.status() instanceof HsmStatus.Ready)
        .isPresent();
  }

  /**
   * Signs {@code data}. The stage gives the signature in DER, or fails with {@link HsmException}
   * and does so also if the key is not what it must be.
   */
  public CompletionStage<byte[]> sign(int version, Recipient recipient, byte[] data) {
    Optional<HsmToken> token = registry.token(recipient.hsm());
    if (token.isEmpty()) {
      return CompletableFuture.failedFuture(
          refused("HSM " + recipient.hsm() + " is not in the configuration"));
    }
    return registry
        .attested(token.get(), key.keyName(), version, recipient)
        .thenCompose(
            attested -> {
              requireAccepted(attested);
              return token
                  .get()
                  .sign(
                      recipient.tokenKey(key.keyName(), version),
                      new SignatureScheme.Ecdsa(),
                      HashFunction.SHA256.digest(data));
            });
  }

  private void requireAccepted(AttestedKey attested) {
    if (!attested.accepted()) {
      throw refused("key " + key.keyName() + " is refused: " + attested.findings());
    }
  }

  private static HsmException refused(String seen) {
    return new HsmException(new HsmFault.Refused(seen));
  }
}
