package io.sealbridge.keyring.service;

import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.attestation.AttestedKey;
import io.sealbridge.keyring.registry.KeyRegistry;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Has one HSM of a version do a work: those that are ready first, and the next when one cannot be
 * used or its key is not accepted. What the HSM says is the input's fault ends it at once.
 */
final class AnyHsm {
  /** What is to be done with the key on the HSM. */
  @FunctionalInterface
  interface Work<T> {
    CompletionStage<T> with(HsmToken token, TokenKey key);
  }

  /** What came of it, and where. */
  record Done<T>(T value, Recipient recipient) {}

  private final KeyRegistry registry;

  AnyHsm(KeyRegistry registry) {
    this.registry = registry;
  }

  /** Fails with {@link KeyringException}, and with {@link HsmFault.BadInput} as an HSM gave it. */
  <T> CompletionStage<Done<T>> of(KeyName key, KeyVersion version, Work<T> work) {
    return new Attempt<>(key, version, work).from(0);
  }

  private final class Attempt<T> {
    private final KeyName key;
    private final KeyVersion version;
    private final Work<T> work;
    private final List<Recipient> recipients;
    private final Trail trail = new Trail();

    Attempt(KeyName key, KeyVersion version, Work<T> work) {
      this.key = key;
      this.version = version;
      this.work = work;
      this.recipients =
          version.recipients().stream().sorted(Comparator.comparing(this::isUnready)).toList();
    }

    private boolean isUnready(Recipient recipient) {
      return !registry.token(recipient.hsm()).map(Readiness::isReady).orElse(false);
    }

    CompletionStage<Done<T>> from(int index) {
      if (index == recipients.size()) {
        return KeyringException.failed(trail.error(key, version.number()));
      }
      return tryOne(recipients.get(index))
          .thenCompose(
              done ->
                  done.<CompletionStage<Done<T>>>map(CompletableFuture::completedFuture)
                      .orElseGet(() -> from(index + 1)));
    }

    /** Completes empty if the next HSM is to be tried. */
    private CompletionStage<Optional<Done<T>>> tryOne(Recipient recipient) {
      Optional<HsmToken> token = registry.token(recipient.hsm());
      if (token.isEmpty()) {
        trail.faulted(recipient.hsm(), new HsmFault.Refused("not in the configuration"));
        return CompletableFuture.completedFuture(Optional.empty());
      }
      CompletionStage<Optional<AttestedKey>> attested =
          registry
              .attested(token.get(), key, version.number(), recipient)
              .thenApply(Optional::of)
              .exceptionally(failure -> goOnAfter(recipient, failure));
      return attested.thenCompose(
          answer ->
              answer
                  .filter(this::isAccepted)
                  .map(accepted -> workOn(token.get(), recipient))
                  .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
    }

    private boolean isAccepted(AttestedKey attested) {
      if (!attested.accepted()) {
        trail.refused(attested);
      }
      return attested.accepted();
    }

    private CompletionStage<Optional<Done<T>>> workOn(HsmToken token, Recipient recipient) {
      return work.with(token, recipient.tokenKey(key, version.number()))
          .thenApply(value -> Optional.of(new Done<>(value, recipient)))
          .exceptionally(
              failure -> {
                HsmFault fault = faultOf(failure);
                if (fault instanceof HsmFault.BadInput) {
                  throw new HsmException(fault, failure);
                }
                return goOnAfter(recipient, failure);
              });
    }

    private <R> Optional<R> goOnAfter(Recipient recipient, Throwable failure) {
      trail.faulted(recipient.hsm(), faultOf(failure));
      return Optional.empty();
    }

    private static HsmFault faultOf(Throwable failure) {
      return HsmException.faultOf(failure).orElseThrow(() -> KeyringException.of(failure));
    }
  }
}
