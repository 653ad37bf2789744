package io.sealbridge.server.management;

import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmStatus;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.TokenKey;
import io.sealbridge.keyring.Usage;
import io.sealbridge.keyring.WrappedKey;
import io.sealbridge.keyring.Wrapping;
import io.sealbridge.keyring.envelope.OaepWrap;
import io.sealbridge.keyring.registry.KeyRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Shows for each key version that an HSM still opens what is wrapped for it: wraps random bytes and
 * unwraps them in the HSM, once for each connection. What an HSM merely says of itself proves
 * nothing of its keys. Safe for use by many threads; never blocks.
 */
public final class Canaries {

  /** One key version on one HSM. */
  public record Spot(String hsm, String key, int version) {}

  private record Result(long generation, boolean opened, String text) {}

  private static final byte[] AAD = "seal-bridge/1 readiness".getBytes(StandardCharsets.US_ASCII);
  private static final int BYTES = 32;

  private final KeyRegistry registry;
  private final SecureRandom random;
  private final Map<Spot, Result> results = new ConcurrentHashMap<>();

  public Canaries(KeyRegistry registry, SecureRandom random) {
    this.registry = registry;
    this.random = random;
  }

  /** Tries what has not been opened over the living connections yet. The stage never fails. */
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

  /** What is wrong at a spot; empty if it was opened over the living connection. */
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
    return result.opened() ? Optional.empty() : Optional.of(result.text());
  }

  private CompletableFuture<Void> tryOnce(KeyState state, KeyVersion version, Recipient recipient) {
    Optional<HsmToken> token = registry.token(recipient.hsm());
    Spot spot = spot(state, version, recipient);
    if (token.isEmpty() || !(token.get().status() instanceof HsmStatus.Ready ready)) {
      return CompletableFuture.completedFuture(null);
    }
    Result last = results.get(spot);
    if (last != null && last.opened() && last.generation() == ready.generation()) {
      return CompletableFuture.completedFuture(null);
    }
    TokenKey key = recipient.tokenKey(state.name(), version.number());
    return opens(token.get(), key)
        .handle(
            (opened, failure) ->
                failure == null
                    ? new Result(ready.generation(), opened, "opened to something else")
                    : new Result(ready.generation(), false, text(failure)))
        .thenAccept(result -> results.put(spot, result))
        .toCompletableFuture();
  }

  private CompletionStage<Boolean> opens(HsmToken token, TokenKey key) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    SecretBytes secret = SecretBytes.takeOwnershipOf(bytes.clone());
    CompletionStage<WrappedKey> wrapped =
        switch (key.usage()) {
          case Wrapping.AesGcm _ -> token.wrap(key, secret, AAD);
          case Wrapping.RsaOaep rsa ->
              CompletableFuture.completedFuture(OaepWrap.wrap(rsa, secret, random));
          case Usage.Signing _, Usage.Mac _, Usage.Unwrapping _ ->
              throw new IllegalStateException(key.label() + " wraps no data keys");
        };
    return wrapped
        .thenCompose(blob -> token.unwrap(key, blob, AAD))
        .thenApply(
            opened -> {
              try (opened) {
                return opened.use(plain -> MessageDigest.isEqual(plain, bytes));
              }
            })
        .whenComplete((_, _) -> secret.close());
  }

  private static String text(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause instanceof HsmException hsm
        ? hsm.fault().code()
        : cause.getClass().getSimpleName();
  }

  private static Spot spot(KeyState state, KeyVersion version, Recipient recipient) {
    return new Spot(recipient.hsm(), state.name().value(), version.number());
  }
}
