package io.sealbridge.keyring.administration;

import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What every HSM holds, read in one go before a change. */
final class Survey {
  record Holding(HsmToken token, List<KeyState> states, List<KeyAttributes> keys) {
    Optional<KeyState> state(KeyName key) {
      return states.stream().filter(state -> state.name().equals(key)).findFirst();
    }
  }

  private final List<Holding> holdings;

  private Survey(List<Holding> holdings) {
    this.holdings = holdings;
  }

  /** Fails with {@link KeyringError.HsmMissing} if an HSM cannot be read. */
  static CompletionStage<Survey> of(List<HsmToken> tokens) {
    return Stages.inTurn(tokens, Survey::read).thenApply(Survey::new);
  }

  /** Of those that can be read; fails as {@link #of} does if none can. */
  static CompletionStage<Survey> ofReachable(List<HsmToken> tokens) {
    return Stages.inTurn(
            tokens,
            token ->
                read(token)
                    .handle(
                        (holding, failure) ->
                            failure == null ? List.of(holding) : List.<Holding>of()))
        .thenCompose(
            read -> {
              List<Holding> holdings = read.stream().flatMap(List::stream).toList();
              return holdings.isEmpty()
                  ? of(tokens)
                  : CompletableFuture.completedFuture(new Survey(holdings));
            });
  }

  private static CompletionStage<Holding> read(HsmToken token) {
    return token
        .readStates()
        .thenCombine(token.listKeys(), (states, keys) -> new Holding(token, states, keys))
        .exceptionally(
            failure -> {
              throw HsmException.faultOf(failure)
                  .map(fault -> new KeyringError.HsmMissing(token.name(), fault))
                  .map(missing -> new KeyringException(missing, failure))
                  .orElseGet(() -> KeyringException.of(failure));
            });
  }

  List<HsmToken> tokens() {
    return holdings.stream().map(Holding::token).toList();
  }

  List<Holding> holdings() {
    return holdings;
  }

  /** The state with the highest serial; refuses to choose between two of one serial. */
  Optional<KeyState> highest(KeyName key) {
    List<KeyState> held =
        holdings.stream().flatMap(holding -> holding.state(key).stream()).toList();
    Optional<KeyState> best = held.stream().max(Comparator.comparingLong(KeyState::serial));
    best.ifPresent(
        highest -> {
          boolean twice =
              held.stream()
                  .anyMatch(state -> state.serial() == highest.serial() && !state.equals(highest));
          if (twice) {
            throw new KeyringException(
                new KeyringError.ChangeRefused(
                    "the HSMs hold different states of key "
                        + key
                        + " with serial "
                        + highest.serial()
                        + ", so two writers were at work; compare them with \"keys show\""));
          }
        });
    return best;
  }

  /** The first number from {@code from} on for which no HSM has an object with its label. */
  int freeNumber(KeyName key, int from) {
    int number = from;
    while (isLabelTaken(KeyVersion.label(key, number))) {
      number = Math.incrementExact(number);
    }
    return number;
  }

  private boolean isLabelTaken(String label) {
    return holdings.stream()
        .flatMap(holding -> holding.keys().stream())
        .anyMatch(object -> object.label().equals(label));
  }
}
