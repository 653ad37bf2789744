package io.sealbridge.keyring.service;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Operation;
import io.sealbridge.keyring.registry.KeyRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lets the writer change keys for callers: with intent before and outcome after, and the registry
 * read anew in between.
 */
final class KeyChanges {
  private final KeyRegistry registry;
  private final KeyringOptions options;
  private final Gate gate;
  private final Uses uses;

  KeyChanges(KeyRegistry registry, KeyUseLog log, KeyringOptions options, Clock clock) {
    this.registry = registry;
    this.options = options;
    this.gate = new Gate(log, registry, clock);
    this.uses = new Uses(log, clock);
  }

  /** For a caller with the grant, whatever this replica is. */
  <T> CompletionStage<T> granted(
      Caller caller, Operation operation, KeyName key, Supplier<CompletionStage<T>> use) {
    return gate.pass(caller, operation, key, use);
  }

  /** Whether any grant names an operation that is of no key. */
  <T> CompletionStage<T> grantedAnywhere(
      Caller caller, Operation operation, Supplier<CompletionStage<T>> use) {
    return gate.passAnywhere(caller, operation, use);
  }

  /** Changes an application key that is there and not frozen. */
  <T> CompletionStage<T> change(
      Caller caller,
      Operation operation,
      KeyName key,
      Function<KeyState, CompletionStage<T>> change) {
    return gate.pass(
        caller,
        operation,
        key,
        () ->
            registry
                .current(key)
                .thenApply(state -> application(operation, state))
                .thenCompose(
                    state ->
                        written(
                            caller,
                            operation,
                            key,
                            state.latest().number(),
                            () -> change.apply(state))));
  }

  /** Seal keys are never changed over HTTP, whatever a grant says. */
  static KeyState application(Operation operation, KeyState state) {
    KeyState usable = VersionChoice.notFrozen(state);
    if (usable.purpose() == KeyPurpose.SEAL) {
      throw new KeyringException(new KeyringError.CommandLineOnly(operation, state.name()));
    }
    return usable;
  }

  /** Refused unless this replica is the writer. */
  <T> CompletionStage<T> written(
      Caller caller,
      Operation operation,
      KeyName key,
      int version,
      Supplier<CompletionStage<T>> change) {
    if (!options.isWriter()) {
      return KeyringException.failed(new KeyringError.NotWriter(options.node(), options.writer()));
    }
    UseRecord use = uses.of(caller, operation, key, version);
    return use.intent(0)
        .thenCompose(durable -> use.around(change.get()))
        .thenCompose(
            done ->
                registry
                    .refreshAnew()
                    .thenCompose(read -> use.succeeded(Optional.empty(), Optional.empty()))
                    .thenApply(durable -> done));
  }

  static String actor(Caller caller) {
    return "identity:" + caller.identity();
  }
}
