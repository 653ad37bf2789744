package io.sealbridge.server.keyuse;

import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Compares the clock with one that only counts, and writes down when it was set. For one thread.
 */
public final class ClockWatch {
  /** What a clock that is steered gently does not do between two looks. */
  private static final Duration STEP = Duration.ofSeconds(1);

  private final KeyUseLog log;
  private final Clock clock;
  private final LongSupplier nanos;
  private Instant at;
  private long nanosAt;

  /**
   * @param nanos a clock that is never set, in nanoseconds
   */
  public ClockWatch(KeyUseLog log, Clock clock, LongSupplier nanos) {
    this.log = log;
    this.clock = clock;
    this.nanos = nanos;
    this.at = clock.instant();
    this.nanosAt = nanos.getAsLong();
  }

  /** Looks. */
  public void look() {
    Instant now = clock.instant();
    long nanosNow = nanos.getAsLong();
    Instant expected = at.plusNanos(nanosNow - nanosAt);
    Duration step = Duration.between(expected, now);
    at = now;
    nanosAt = nanosNow;
    if (step.abs().compareTo(STEP) >= 0) {
      var _ = log.append(new KeyUseEntry.ClockStep(now, expected));
    }
  }
}
