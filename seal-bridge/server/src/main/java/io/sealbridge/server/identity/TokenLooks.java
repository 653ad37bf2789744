package io.sealbridge.server.identity;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the folder of tokens before an unknown token is refused, so that one that was made a
 * moment ago counts at once. However many ask, the folder is read once in an interval. Safe for use
 * by many threads; never blocks.
 */
public final class TokenLooks {

  /** More than that need not wait for the next look: they are strangers. */
  private static final int MOST_WAITING = 256;

  private static final int PATIENCE_INTERVALS = 3;

  private final Runnable refresh;
  private final ScheduledExecutorService thread;
  private final long intervalNanos;
  private final LongSupplier nanoTime;
  private @Nullable CompletableFuture<Void> next;
  private int waiting;
  private long lastBegan;
  private volatile long count;
  private boolean looked;

  /**
   * @param refresh reads the folder; blocks
   * @param thread runs it
   */
  public TokenLooks(
      Runnable refresh, ScheduledExecutorService thread, Duration interval, LongSupplier nanoTime) {
    this.refresh = refresh;
    this.thread = thread;
    this.intervalNanos = interval.toNanos();
    this.nanoTime = nanoTime;
  }

  /**
   * The end of a look that begins after this call, within one interval; empty if too many wait for
   * it already. The stage never fails, and ends after three intervals if the folder hangs.
   */
  public synchronized Optional<CompletionStage<Void>> ask() {
    if (waiting >= MOST_WAITING) {
      return Optional.empty();
    }
    waiting++;
    if (next == null) {
      next = new CompletableFuture<>();
      long due = looked ? lastBegan + intervalNanos - nanoTime.getAsLong() : 0;
      var _ = thread.schedule(this::look, Math.max(0, due), TimeUnit.NANOSECONDS);
    }
    return Optional.of(
        next.copy()
            .completeOnTimeout(null, PATIENCE_INTERVALS * intervalNanos, TimeUnit.NANOSECONDS));
  }

  /** How many looks have begun. */
  public long count() {
    return count;
  }

  private void look() {
    CompletableFuture<Void> asked;
    synchronized (this) {
      asked = next;
      next = null;
      waiting = 0;
      looked = true;
      lastBegan = nanoTime.getAsLong();
      count++;
    }
    try {
      refresh.run();
    } finally {
      if (asked != null) {
        asked.complete(null);
      }
    }
  }
}
