package io.sealbridge.server.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Keys that are fetched from time to time. A login waits for a fetch only when there are no keys or
 * when its key id is not among them; however many ask, one fetch is under way, and none begins
 * within 30 s of the last. Keys that could not be fetched anew count for a day.
 */
final class FetchedKeys implements KeySource {

  static final Duration LEAST_INTERVAL = Duration.ofSeconds(30);
  private static final Duration FIRST_INTERVAL = Duration.ofSeconds(2);
  private static final Duration LONGEST_TRUST = Duration.ofDays(1);

  private record Fetched(KeySet keys, Instant at) {}

  private static final CompletableFuture<Void> NONE = CompletableFuture.completedFuture(null);

  private final String what;
  private final Supplier<CompletionStage<KeySet>> fetch;
  private final Duration refresh;
  private final LoginAlarms alarms;
  private final Clock clock;
  private final AtomicReference<CompletableFuture<Void>> running = new AtomicReference<>(NONE);
  private volatile Optional<Fetched> fetched = Optional.empty();
  private volatile Instant lastTry = Instant.EPOCH;
  private volatile String lastFailure = "they were not fetched yet";

  /**
   * @param what names the keys in messages
   * @param fetch begins to fetch; its stage fails with a cause that says what happened
   */
  FetchedKeys(
      String what,
      Supplier<CompletionStage<KeySet>> fetch,
      Duration refresh,
      LoginAlarms alarms,
      Clock clock) {
    this.what = what;
    this.fetch = fetch;
    this.refresh = refresh;
    this.alarms = alarms;
    this.clock = clock;
  }

  @Override
  public CompletionStage<KeySet> keys() {
    return current()
        .<CompletionStage<KeySet>>map(CompletableFuture::completedFuture)
        .orElseGet(() -> fetchUnlessWithin(FIRST_INTERVAL).thenApply(done -> required()));
  }

  @Override
  public CompletionStage<KeySet> keysAnew() {
    return fetchUnlessWithin(LEAST_INTERVAL).thenApply(done -> required());
  }

  /** Begins a fetch if it is time; does not wait for it. */
  @Override
  public void lookAfter() {
    Instant due = fetched.map(last -> last.at().plus(refresh)).orElse(Instant.EPOCH);
    if (!clock.instant().isBefore(due)) {
      var _ = fetchUnlessWithin(LEAST_INTERVAL);
    }
  }

  private Optional<KeySet> current() {
    return fetched
        .filter(last -> clock.instant().isBefore(last.at().plus(LONGEST_TRUST)))
        .map(Fetched::keys);
  }

  private KeySet required() {
    return current()
        .orElseThrow(
            () -> new LoginUnavailableException(what + " cannot be fetched: " + lastFailure));
  }

  /** Joins a fetch that is under way. The stage never fails. */
  private CompletionStage<Void> fetchUnlessWithin(Duration interval) {
    CompletableFuture<Void> last = running.get();
    if (!last.isDone() || clock.instant().isBefore(lastTry.plus(interval))) {
      return last;
    }
    CompletableFuture<Void> round = new CompletableFuture<>();
    if (!running.compareAndSet(last, round)) {
      return running.get();
    }
    lastTry = clock.instant();
    // Begun inside a stage, so that even a fetch that throws ends the round.
    CompletionStage<Void> begin = NONE;
    begin
        .thenCompose(begun -> fetch.get())
        .whenComplete(
            (keys, failure) -> {
              if (failure == null) {
                fetched = Optional.of(new Fetched(keys, clock.instant()));
              } else {
                failed(failure);
              }
              round.complete(null);
            });
    return round;
  }

  private void failed(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    lastFailure = String.valueOf(cause.getMessage());
    alarms.raise(LoginAlarms.KEYS_UNREAD, what + " cannot be fetched: " + lastFailure);
  }
}
