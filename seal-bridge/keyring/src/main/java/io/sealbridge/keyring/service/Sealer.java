package io.sealbridge.keyring.service;

import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.WrappedKey;
import io.sealbridge.keyring.Wrapping;
import io.sealbridge.keyring.attestation.AttestedKey;
import io.sealbridge.keyring.envelope.Ciphertext;
import io.sealbridge.keyring.envelope.EnvelopeContext;
import io.sealbridge.keyring.envelope.EnvelopeRecipient;
import io.sealbridge.keyring.envelope.KeyId;
import io.sealbridge.keyring.envelope.Mechanism;
import io.sealbridge.keyring.envelope.OaepWrap;
import io.sealbridge.keyring.envelope.Sealing;
import io.sealbridge.keyring.registry.KeyRegistry;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Seals with one version: wraps a fresh data key for each of its HSMs, then the payload. */
final class Sealer {
  /** One recipient's part in an envelope. */
  private sealed interface Wrap {
    record Made(String hsm, EnvelopeRecipient recipient) implements Wrap {}

    record Missing(String hsm, KeyringException reason) implements Wrap {}
  }

  /**
   * A sealed text.
   *
   * @param hsms the recipients, joined by commas
   */
  record Sealed(Ciphertext ciphertext, String hsms) {}

  private final KeyRegistry registry;
  private final WrapBudget budget;
  private final DegradedSeals degraded;
  private final boolean sealDegraded;
  private final SecureRandom random;

  Sealer(
      KeyRegistry registry,
      WrapBudget budget,
      DegradedSeals degraded,
      boolean sealDegraded,
      SecureRandom random) {
    this.registry = registry;
    this.budget = budget;
    this.degraded = degraded;
    this.sealDegraded = sealDegraded;
    this.random = random;
  }

  CompletionStage<Sealed> seal(KeyName key, KeyVersion version, SecretBytes plaintext, byte[] aad) {
    return countWrap(key, version).thenCompose(counted -> sealNow(key, version, plaintext, aad));
  }

  private CompletionStage<Void> countWrap(KeyName key, KeyVersion version) {
    boolean wrapsByAes =
        version.recipients().stream()
            .anyMatch(recipient -> recipient.wrapping() instanceof Wrapping.AesGcm);
    return wrapsByAes
        ? budget.take(key, version.number())
        : CompletableFuture.completedFuture(null);
  }

  private CompletionStage<Sealed> sealNow(
      KeyName key, KeyVersion version, SecretBytes plaintext, byte[] aad) {
    Sealing sealing = Sealing.begin(EnvelopeContext.TRANSIT, key, version.number(), random);
    List<CompletableFuture<Wrap>> wraps =
        version.recipients().stream()
            .map(recipient -> wrap(key, version, recipient, sealing))
            .toList();
    return CompletableFuture.allOf(wraps.toArray(CompletableFuture<?>[]::new))
        .thenApply(
            all ->
                complete(
                    key,
                    version,
                    wraps.stream().map(CompletableFuture::join).toList(),
                    made -> sealing.seal(made, plaintext, aad)))
        // Only now: a wrap that is still under way reads the data key.
        .whenComplete((done, failure) -> sealing.close());
  }

  /** Never fails. */
  private CompletableFuture<Wrap> wrap(
      KeyName key, KeyVersion version, Recipient recipient, Sealing sealing) {
    CompletionStage<WrappedKey> wrapped =
        switch (recipient.wrapping()) {
          case Wrapping.AesGcm _ -> wrapInHsm(key, version, recipient, sealing);
          case Wrapping.RsaOaep rsa -> wrapInSoftware(key, version, recipient, rsa, sealing);
        };
    return wrapped
        .<Wrap>thenApply(
            bytes ->
                new Wrap.Made(
                    recipient.hsm(),
                    new EnvelopeRecipient(
                        KeyId.of(recipient), Mechanism.of(recipient.wrapping()), bytes)))
        .exceptionally(failure -> new Wrap.Missing(recipient.hsm(), KeyringException.of(failure)))
        .toCompletableFuture();
  }

  private CompletionStage<WrappedKey> wrapInHsm(
      KeyName key, KeyVersion version, Recipient recipient, Sealing sealing) {
    return registry
        .token(recipient.hsm())
        .map(
            token ->
                registry
                    .attested(token, key, version.number(), recipient)
                    .thenAccept(Sealer::requireAccepted)
                    .thenCompose(
                        accepted ->
                            token.wrap(
                                recipient.tokenKey(key, version.number()),
                                sealing.dataKey(),
                                sealing.wrapAad())))
        .orElseGet(() -> CompletableFuture.failedFuture(notConfigured(recipient)));
  }

  /** Needs no HSM; one that is there is asked what it says of the key all the same. */
  private CompletionStage<WrappedKey> wrapInSoftware(
      KeyName key, KeyVersion version, Recipient recipient, Wrapping.RsaOaep rsa, Sealing sealing) {
    return attestedIfThere(key, version, recipient)
        .thenApply(
            asked -> {
              registry.refusal(key, version.number(), recipient).ifPresent(Sealer::requireAccepted);
              return OaepWrap.wrap(rsa, sealing.dataKey(), random);
            });
  }

  private CompletionStage<Boolean> attestedIfThere(
      KeyName key, KeyVersion version, Recipient recipient) {
    return registry
        .token(recipient.hsm())
        .filter(Readiness::isReady)
        .map(
            token ->
                registry
                    .attested(token, key, version.number(), recipient)
                    .thenApply(AttestedKey::accepted)
                    .exceptionally(
                        failure -> {
                          if (HsmException.faultOf(failure).isPresent()) {
                            return true;
                          }
                          throw KeyringException.of(failure);
                        }))
        .orElseGet(() -> CompletableFuture.completedFuture(true));
  }

  private static void requireAccepted(AttestedKey attested) {
    if (!attested.accepted()) {
      throw new KeyringException(
          new KeyringError.KeyRefused(attested.key(), attested.keyVersion(), attested.findings()));
    }
  }

  private static HsmException notConfigured(Recipient recipient) {
    return new HsmException(
        new HsmFault.Refused("HSM " + recipient.hsm() + " is not in the configuration"));
  }

  private Sealed complete(
      KeyName key,
      KeyVersion version,
      List<Wrap> wraps,
      Function<List<EnvelopeRecipient>, byte[]> seal) {
    List<Wrap.Made> made = only(wraps, Wrap.Made.class);
    List<Wrap.Missing> missing = only(wraps, Wrap.Missing.class);
    if (!missing.isEmpty() && (made.isEmpty() || !sealDegraded)) {
      throw missing.getFirst().reason();
    }
    byte[] envelope = seal.apply(made.stream().map(Wrap.Made::recipient).toList());
    if (!missing.isEmpty()) {
      degraded.note(key, version.number(), missing.stream().map(Wrap.Missing::hsm).toList());
    }
    return new Sealed(
        new Ciphertext(version.number(), envelope),
        String.join(",", made.stream().map(Wrap.Made::hsm).toList()));
  }

  private static <W extends Wrap> List<W> only(List<Wrap> wraps, Class<W> kind) {
    return wraps.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
