package io.sealbridge.keyring.service;

import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.attestation.AttestedKey;
import io.sealbridge.keyring.envelope.Envelope;
import io.sealbridge.keyring.envelope.Opening;
import io.sealbridge.keyring.registry.KeyRegistry;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Opens an envelope with the first HSM that can, one after the other. Whatever an unwrap gives,
 * also a failure of the padding, goes through the same comparison with the commitment, so a caller
 * cannot tell the steps apart.
 */
final class Opener {
  /** The plaintext, and the HSM that opened it. The caller closes the plaintext. */
  record Opened(SecretBytes plaintext, String hsm) {}

  private final KeyRegistry registry;
  private final SecureRandom random;

  Opener(KeyRegistry registry, SecureRandom random) {
    this.registry = registry;
    this.random = random;
  }

  CompletionStage<Opened> open(KeyName key, KeyVersion version, Envelope envelope, byte[] aad) {
    return new Attempt(key, version, envelope, aad).from(0);
  }

  private final class Attempt {
    private final KeyName key;
    private final KeyVersion version;
    private final Envelope envelope;
    private final byte[] aad;
    private final List<Candidate> candidates;
    private final Trail trail = new Trail();

    Attempt(KeyName key, KeyVersion version, Envelope envelope, byte[] aad) {
      this.key = key;
      this.version = version;
      this.envelope = envelope;
      this.aad = aad;
      this.candidates = Candidate.of(envelope, version, registry);
    }

    CompletionStage<Opened> from(int index) {
      if (index == candidates.size()) {
        return KeyringException.failed(trail.error(key, version.number()));
      }
      return tryOne(candidates.get(index))
          .thenCompose(
              opened ->
                  opened
                      .<CompletionStage<Opened>>map(CompletableFuture::completedFuture)
                      .orElseGet(() -> from(index + 1)));
    }

    /** Completes empty if the next candidate is to be tried. */
    private CompletionStage<Optional<Opened>> tryOne(Candidate candidate) {
      Optional<HsmToken> token = registry.token(candidate.key().hsm());
      if (token.isEmpty()) {
        trail.faulted(candidate.key().hsm(), new HsmFault.Refused("not in the configuration"));
        return CompletableFuture.completedFuture(Optional.empty());
      }
      return registry
          .attested(token.get(), key, version.number(), candidate.key())
          .thenCompose(attested -> unwrapIfAccepted(token.get(), candidate, attested))
          .exceptionally(failure -> goOnAfter(candidate, failure));
    }

    private CompletionStage<Optional<Opened>> unwrapIfAccepted(
        HsmToken token, Candidate candidate, AttestedKey attested) {
      if (!attested.accepted()) {
        trail.refused(attested);
        return CompletableFuture.completedFuture(Optional.empty());
      }
      return token
          .unwrap(
              candidate.key().tokenKey(key, version.number()),
              candidate.wrapped().wrapped(),
              envelope.wrapAad())
          .exceptionally(failure -> strangerIfBadInput(candidate, failure))
          .thenApply(dataKey -> compare(candidate, dataKey));
    }

    private SecretBytes strangerIfBadInput(Candidate candidate, Throwable failure) {
      if (HsmException.faultOf(failure).orElse(null) instanceof HsmFault.BadInput bad) {
        trail.wrong(candidate, bad.code() + " " + bad.seen());
        return Opening.strangerDataKey(random);
      }
      throw new CompletionException(failure);
    }

    private Optional<Opened> compare(Candidate candidate, SecretBytes unwrapped) {
      try (SecretBytes dataKey = unwrapped) {
        return switch (Opening.of(envelope, dataKey, aad)) {
          case Opening.Opened(SecretBytes plaintext) ->
              Optional.of(new Opened(plaintext, candidate.key().hsm()));
          case Opening.OtherDataKey _ -> {
            trail.wrong(candidate, "the data key is not the one committed to");
            yield Optional.empty();
          }
          case Opening.Forged _ -> {
            trail.wrong(candidate, "payload, header or associated data do not match the tag");
            throw new KeyringException(new KeyringError.CannotOpen(trail.text()));
          }
        };
      }
    }

    private Optional<Opened> goOnAfter(Candidate candidate, Throwable failure) {
      HsmFault fault =
          HsmException.faultOf(failure).orElseThrow(() -> KeyringException.of(failure));
      // Not the blob's fault: a BadInput that comes this far answered a question about the key.
      trail.faulted(
          candidate.key().hsm(),
          fault instanceof HsmFault.BadInput ? new HsmFault.Refused(fault.seen()) : fault);
      return Optional.empty();
    }
  }
}
