package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.SerialMarks;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Writes a state to HSMs, after the key-use log has it, and raises the mark. */
final class StateWriter {
  /** The write failed, and it is sure that no HSM holds the state. */
  static final class NothingWritten extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient KeyringException reason;

    NothingWritten(Throwable cause) {
      super(cause);
      this.reason = KeyringException.of(cause);
    }

    KeyringException reason() {
      return reason;
    }
  }

  private final SerialMarks marks;
  private final KeyUseLog log;
  private final Clock clock;

  StateWriter(SerialMarks marks, KeyUseLog log, Clock clock) {
    this.marks = marks;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Writes {@code state} to {@code tokens} in turn. Fails with {@link NothingWritten} if it is sure
   * that no HSM holds it, else with {@link KeyringException} naming those that do.
   */
  CompletionStage<KeyState> write(
      String actor, String change, KeyState state, List<HsmToken> tokens) {
    List<String> written = new ArrayList<>();
    return log.append(entry(actor, change, state))
        .exceptionally(
            failure -> {
              throw new NothingWritten(failure);
            })
        .thenCompose(durable -> Stages.inTurn(tokens, token -> writeTo(token, state, written)))
        .thenCompose(all -> marks.raise(state.name(), state.serial()))
        .thenApply(kept -> state);
  }

  /**
   * Removes the states of a key from {@code tokens} in turn, after the key-use log has it and the
   * mark is above every state that there was.
   */
  CompletionStage<Void> remove(String actor, KeyState state, List<HsmToken> tokens) {
    KeyName key = state.name();
    long serial = Math.max(state.serial(), marks.highest(key)) + 1;
    return log.append(
            new KeyUseEntry.KeyChanged(
                clock.instant(), actor, "delete", key, state.latest().number(), serial))
        .thenCompose(durable -> marks.raise(key, serial))
        .thenCompose(raised -> Stages.inTurn(tokens, token -> removeFrom(token, key)))
        .thenAccept(removed -> {});
  }

  private static CompletionStage<Void> removeFrom(HsmToken token, KeyName key) {
    return token
        .removeState(key)
        .exceptionally(
            failure -> {
              throw new KeyringException(
                  new KeyringError.ChangeFailed(
                      "the state of key "
                          + key
                          + " could not be removed from HSM "
                          + token.name()
                          + " ("
                          + KeyringException.of(failure).error().seen().orElse("no reason known")
                          + "); delete the key again when it can be used"),
                  failure);
            });
  }

  /** As {@link #write}, for a change that leaves nothing to undo. */
  CompletionStage<KeyState> writeOnly(
      String actor, String change, KeyState state, List<HsmToken> tokens) {
    return write(actor, change, state, tokens)
        .exceptionally(
            failure -> {
              throw nothingWritten(failure)
                  .map(NothingWritten::reason)
                  .orElseGet(() -> KeyringException.of(failure));
            });
  }

  static Optional<NothingWritten> nothingWritten(Throwable failure) {
    return switch (failure) {
      case CompletionException wrapper when wrapper.getCause() != null ->
          nothingWritten(wrapper.getCause());
      case NothingWritten nothing -> Optional.of(nothing);
      default -> Optional.empty();
    };
  }

  private KeyUseEntry.KeyChanged entry(String actor, String change, KeyState state) {
    return new KeyUseEntry.KeyChanged(
        clock.instant(), actor, change, state.name(), state.latest().number(), state.serial());
  }

  private static CompletionStage<Void> writeTo(
      HsmToken token, KeyState state, List<String> written) {
    return token
        .writeState(state)
        .handle(
            (done, failure) -> {
              if (failure == null) {
                written.add(token.name());
                return CompletableFuture.<Void>completedFuture(null);
              }
              return written.isEmpty()
                  ? askWhetherWritten(token, state, failure)
                  : StateWriter.<Void>partly(token, state, written, failure);
            })
        .thenCompose(stage -> stage);
  }

  /** A write that failed may have happened; what is destroyed next must be sure that it did not. */
  private static CompletableFuture<Void> askWhetherWritten(
      HsmToken token, KeyState state, Throwable failure) {
    return token
        .readStates()
        .<Void>handle(
            (states, unread) -> {
              boolean surelyNot =
                  unread == null
                      && states.stream()
                          .filter(held -> held.name().equals(state.name()))
                          .noneMatch(held -> held.serial() >= state.serial());
              if (surelyNot) {
                throw new NothingWritten(failure);
              }
              throw new KeyringException(
                  new KeyringError.ChangeFailed(
                      "whether HSM "
                          + token.name()
                          + " holds the new state (serial "
                          + state.serial()
                          + ") of key "
                          + state.name()
                          + " is not known; look with \"keys show\", then run \"keys repair\""),
                  failure);
            })
        .toCompletableFuture();
  }

  private static <T> CompletableFuture<T> partly(
      HsmToken token, KeyState state, List<String> written, Throwable failure) {
    return CompletableFuture.failedFuture(
        new KeyringException(
            new KeyringError.ChangeFailed(
                "the new state (serial "
                    + state.serial()
                    + ") of key "
                    + state.name()
                    + " counts, being written to "
                    + String.join(", ", written)
                    + ", but HSM "
                    + token.name()
                    + " does not hold it; run \"keys repair\" when it can be used"),
            failure));
  }
}
