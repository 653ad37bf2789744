package io.sealbridge.keyring.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Refreshes because somebody named what is not known. At most one refresh per interval: who comes
 * too early waits for the next together with the others, so that strangers' questions cost the HSM
 * no more than that and yet nobody is told "unknown" from an old reading.
 */
final class ForcedRefresh {
  private final Supplier<CompletionStage<Void>> refresh;
  private final Duration interval;
  private final Clock clock;
  private @Nullable CompletableFuture<Void> waiting;
  private Instant notBefore = Instant.MIN;

  ForcedRefresh(Supplier<CompletionStage<Void>> refresh, Duration interval, Clock clock) {
    this.refresh = refresh;
    this.interval = interval;
    this.clock = clock;
  }

  /** Completes after a refresh that began after this call. */
  CompletionStage<Void> request() {
    CompletableFuture<Void> round = new CompletableFuture<>();
    Instant now = clock.instant();
    synchronized (this) {
      if (waiting != null) {
        return waiting;
      }
      if (now.isBefore(notBefore)) {
        waiting = round;
        CompletableFuture.delayedExecutor(
                Duration.between(now, notBefore).toMillis(), TimeUnit.MILLISECONDS)
            .execute(() -> startWaiting(round));
        return round;
      }
      notBefore = now.plus(interval);
    }
    start(round);
    return round;
  }

  private void startWaiting(CompletableFuture<Void> round) {
    synchronized (this) {
      waiting = null;
      notBefore = clock.instant().plus(interval);
    }
    start(round);
  }

  private void start(CompletableFuture<Void> round) {
    refresh.get().whenComplete((done, failure) -> round.complete(null));
  }
}
