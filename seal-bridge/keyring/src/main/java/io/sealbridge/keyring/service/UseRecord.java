package io.sealbridge.keyring.service;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Operation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Writes the entries of one use of one version. */
final class UseRecord {
  private final KeyUseLog log;
  private final Clock clock;
  private final Caller caller;
  private final Operation operation;
  private final KeyName key;
  private final int version;
  private final Optional<String> ciphertextSha256;
  private final Instant begun;

  UseRecord(
      KeyUseLog log,
      Clock clock,
      Caller caller,
      Operation operation,
      KeyName key,
      int version,
      Optional<String> ciphertextSha256) {
    this.log = log;
    this.clock = clock;
    this.caller = caller;
    this.operation = operation;
    this.key = key;
    this.version = version;
    this.ciphertextSha256 = ciphertextSha256;
    this.begun = clock.instant();
  }

  CompletionStage<Void> intent(int bytes) {
    return log.append(
        new KeyUseEntry.Intent(
            begun,
            caller.requestId(),
            operation,
            key,
            version,
            caller.identity(),
            caller.proof(),
            caller.peer(),
            ciphertextSha256,
            bytes));
  }

  CompletionStage<Void> succeeded(Optional<String> hsm, Optional<String> sha256) {
    return outcome("ok", Optional.empty(), hsm, sha256);
  }

  Optional<String> ciphertextSha256() {
    return ciphertextSha256;
  }

  /** {@code use}, whose failure is written down before it is passed on. */
  <T> CompletionStage<T> around(CompletionStage<T> use) {
    return use.handle((value, failure) -> failure)
        .thenCompose(
            failure -> {
              if (failure == null) {
                return use;
              }
              KeyringException known = KeyringException.of(failure);
              return failed(known).thenCompose(durable -> CompletableFuture.failedFuture(known));
            });
  }

  private CompletionStage<Void> failed(KeyringException failure) {
    return outcome(
        failure.error().code(), failure.error().seen(), Optional.empty(), ciphertextSha256);
  }

  private CompletionStage<Void> outcome(
      String result, Optional<String> seen, Optional<String> hsm, Optional<String> sha256) {
    Instant now = clock.instant();
    return log.append(
        new KeyUseEntry.Outcome(
            now,
            caller.requestId(),
            operation,
            key,
            version,
            caller.identity(),
            caller.proof(),
            caller.peer(),
            result,
            seen,
            hsm,
            sha256,
            Duration.between(begun, now).toNanos() / 1_000));
  }
}
