package io.sealbridge.keyring.administration;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** One after the other: an HSM that is being changed is asked one thing at a time. */
final class Stages {
  private Stages() {}

  /** Runs {@code step} for each of {@code items} in turn; ends at the first failure. */
  static <I, T> CompletionStage<List<T>> inTurn(
      List<I> items, Function<I, CompletionStage<T>> step) {
    CompletionStage<List<T>> done = CompletableFuture.completedFuture(new ArrayList<>());
    for (I item : items) {
      done =
          done.thenCompose(
              results ->
                  step.apply(item)
                      .thenApply(
                          result -> {
                            results.add(result);
                            return results;
                          }));
    }
    return done;
  }
}
