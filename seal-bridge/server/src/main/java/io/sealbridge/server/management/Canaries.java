package io.sealbridge.server.management;

import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmStatus;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.administration.Trial;
import io.sealbridge.keyring.registry.KeyRegistry;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Shows for each key version that an HSM still does with it what it is for, once for each
 * connection: opens random bytes that were wrapped for it, makes a signature that its public key
 * verifies, makes codes. What an HSM merely says of itself proves nothing of its keys. Safe for use
 * by many threads; never blocks.
 */
public final class Canaries {

  /** One key version on one HSM. */
  public record Spot(String hsm, String key, int version) {}

  private record Result(long generation, boolean worked, String text) {}

  private final KeyRegistry registry;
  private final SecureRandom random;
  private final Map<Spot, Result> results = new ConcurrentHashMap<>();

  public Canaries(KeyRegistry registry, SecureRandom random) {
    this.registry = registry;
    this.random = random;
  }

  /** Tries what has not been tried over the living connections yet. The stage never fails. */
  public CompletionStage<Void> run() {
    List<CompletableFuture<Void>> tries =
        registry.states().stream()
            .filter(state -> state.purpose() != KeyPurpose.INTERNAL)
            .flatMap(
                state ->
                    usable(state).stream()
                        .flatMap(
                            version ->
                                version.recipients().stream()
                                    .map(recipient -> tryOnce(state, version, recipient))))
            .toList();
    return CompletableFuture.allOf(tries.toArray(CompletableFuture<?>[]::new));
  }

  /** The versions that may still decrypt. */
  static List<KeyVersion> usable(KeyState state) {
    return state.versions().stream()
        .filter(version -> version.number() >= state.minDecryptionVersion())
        .toList();
  }

  /** What is wrong at a spot; empty if it did its work over the living connection. */
  Optional<String> trouble(KeyState state, KeyVersion version, Recipient recipient) {
    Optional<HsmToken> token = registry.token(recipient.hsm());
    if (token.isEmpty()) {
      return Optional.of("not configured");
    }
    if (!(token.get().status() instanceof HsmStatus.Ready ready)) {
      return Optional.of("HSM not ready");
    }
    if (registry.refusal(state.name(), version.number(), recipient).isPresent()) {
      return Optional.of("refused by attestation");
    }
    Result result = results.get(spot(state, version, recipient));
    if (result == null || result.generation() != ready.generation()) {
      return Optional.of("not tried yet");
    }
    return result.worked() ? Optional.empty() : Optional.of(result.text());
  }

  private CompletableFuture<Void> tryOnce(KeyState state, KeyVersion version, Recipient recipient) {
    Optional<HsmToken> token = registry.token(recipient.hsm());
    Spot spot = spot(state, version, recipient);
    if (token.isEmpty() || !(token.get().status() instanceof HsmStatus.Ready ready)) {
      return CompletableFuture.completedFuture(null);
    }
    Result last = results.get(spot);
    if (last != null && last.worked() && last.generation() == ready.generation()) {
      return CompletableFuture.completedFuture(null);
    }
    TokenKey key = recipient.tokenKey(state.name(), version.number());
    return new Trial(token.get(), key, random)
        .run()
        .handle(
            (done, failure) ->
                failure == null
                    ? new Result(ready.generation(), true, "")
                    : new Result(ready.generation(), false, text(failure)))
        .thenAccept(result -> results.put(spot, result))
        .toCompletableFuture();
  }

  private static String text(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return switch (cause) {
      case HsmException hsm -> hsm.fault().code();
      case KeyringException failed -> failed.error().text();
      default -> cause.getClass().getSimpleName();
    };
  }

  private static Spot spot(KeyState state, KeyVersion version, Recipient recipient) {
    return new Spot(recipient.hsm(), state.name().value(), version.number());
  }
}
