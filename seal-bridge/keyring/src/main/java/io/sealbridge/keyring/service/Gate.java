package io.sealbridge.keyring.service;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.envelope.MalformedCiphertextException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lets a caller through to what is granted, and writes down whom it refused. Nothing of a request
 * is looked at before the grant, so an answer tells a stranger nothing.
 */
final class Gate {
  private final KeyUseLog log;
  private final Clock clock;

  Gate(KeyUseLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  <T> CompletionStage<T> pass(
      Caller caller, Operation operation, KeyName key, Supplier<CompletionStage<T>> use) {
    if (!caller.may(operation, key)) {
      return refuse(
          caller,
          operation,
          key.value(),
          new KeyringError.Denied("no grant for " + operation.label() + " with this key"));
    }
    CompletionStage<T> used = CompletableFuture.completedFuture(use).thenCompose(Supplier::get);
    return KeyringException.onlyFailureOf(
        used.handle((value, failure) -> failure)
            .thenCompose(
                failure -> failure == null ? used : afterFailure(caller, operation, key, failure)));
  }

  private <T> CompletionStage<T> afterFailure(
      Caller caller, Operation operation, KeyName key, Throwable failure) {
    KeyringException known = known(failure);
    return switch (known.error()) {
      case KeyringError.Frozen frozen -> refuse(caller, operation, key.value(), frozen);
      case KeyringError.VersionTooOld old -> refuse(caller, operation, key.value(), old);
      default -> CompletableFuture.failedFuture(known);
    };
  }

  private static KeyringException known(Throwable failure) {
    return switch (failure) {
      case CompletionException wrapper when wrapper.getCause() != null -> known(wrapper.getCause());
      case MalformedCiphertextException malformed ->
          new KeyringException(
              new KeyringError.InvalidCiphertext(String.valueOf(malformed.getMessage())));
      default -> KeyringException.of(failure);
    };
  }

  /** The refusal stands, whether or not it could be written down. */
  <T> CompletionStage<T> refuse(
      Caller caller, Operation operation, String key, KeyringError error) {
    Function<Object, CompletionStage<T>> refusal = written -> KeyringException.failed(error);
    return KeyringException.onlyFailureOf(
        log.append(
                new KeyUseEntry.Denied(
                    clock.instant(),
                    caller.requestId(),
                    operation,
                    key,
                    caller.identity(),
                    caller.proof(),
                    caller.peer(),
                    error.seen().orElse(error.code())))
            .handle((written, failure) -> error)
            .thenCompose(refusal));
  }
}
