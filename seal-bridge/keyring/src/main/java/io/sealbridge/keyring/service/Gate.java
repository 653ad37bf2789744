package io.sealbridge.keyring.service;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.Permission;
import io.sealbridge.keyring.envelope.MalformedCiphertextException;
import io.sealbridge.keyring.registry.KeyRegistry;
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
  private final KeyRegistry registry;
  private final Clock clock;

  Gate(KeyUseLog log, KeyRegistry registry, Clock clock) {
    this.log = log;
    this.registry = registry;
    this.clock = clock;
  }

  <T> CompletionStage<T> pass(
      Caller caller, Operation operation, KeyName key, Supplier<CompletionStage<T>> use) {
    Permission permission = permission(caller, operation, key);
    boolean forSealKeysOnly =
        permission instanceof Permission.NeedsName
            || permission instanceof Permission.CommandLineOnly;
    if (forSealKeysOnly && registry.state(key).isEmpty()) {
      // Granted, if it is no seal key; that is not known yet.
      return registry
          .current(key)
          .handle((state, failure) -> failure)
          .thenCompose(
              failure ->
                  failure == null
                      ? decide(caller, operation, key, permission(caller, operation, key), use)
                      : admit(
                          caller, operation, key, () -> CompletableFuture.failedFuture(failure)));
    }
    return decide(caller, operation, key, permission, use);
  }

  /** For what is done with no key: any grant of the operation suffices. */
  <T> CompletionStage<T> passAnywhere(
      Caller caller, Operation operation, Supplier<CompletionStage<T>> use) {
    boolean granted =
        caller.grants().stream().anyMatch(grant -> grant.operations().contains(operation));
    return granted
        ? KeyringException.onlyFailureOf(
            CompletableFuture.completedFuture(use).thenCompose(Supplier::get))
        : refuse(
            caller, operation, "", new KeyringError.Denied("no grant for " + operation.label()));
  }

  private <T> CompletionStage<T> decide(
      Caller caller,
      Operation operation,
      KeyName key,
      Permission permission,
      Supplier<CompletionStage<T>> use) {
    return switch (permission) {
      case Permission.Allowed _ -> admit(caller, operation, key, use);
      case Permission.OtherKey(KeyName bound) ->
          refuse(caller, operation, key.value(), new KeyringError.OtherKey(bound));
      case Permission.CommandLineOnly _ ->
          refuse(caller, operation, key.value(), new KeyringError.CommandLineOnly(operation, key));
      case Permission.NotGranted _ ->
          refuse(
              caller,
              operation,
              key.value(),
              new KeyringError.Denied("no grant for " + operation.label() + " with this key"));
      case Permission.NeedsName _ ->
          refuse(
              caller,
              operation,
              key.value(),
              new KeyringError.Denied(
                  operation.label() + " with a seal key needs a grant that names the key"));
      case Permission.Internal _ ->
          refuse(caller, operation, key.value(), new KeyringError.UnknownKey(key.value()));
    };
  }

  /**
   * What is known of the key decides. One that is not known yet counts as a seal key, because that
   * gives least, unless it is about to be made: what is made over HTTP is an application key.
   */
  private Permission permission(Caller caller, Operation operation, KeyName key) {
    boolean makes = operation == Operation.CREATE || operation == Operation.IMPORT;
    KeyPurpose purpose =
        registry
            .state(key)
            .map(KeyState::purpose)
            .orElse(makes ? KeyPurpose.APPLICATION : KeyPurpose.SEAL);
    return caller.permission(operation, key, purpose);
  }

  private <T> CompletionStage<T> admit(
      Caller caller, Operation operation, KeyName key, Supplier<CompletionStage<T>> use) {
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
      case KeyringError.Denied denied -> refuse(caller, operation, key.value(), denied);
      case KeyringError.CommandLineOnly only -> refuse(caller, operation, key.value(), only);
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
