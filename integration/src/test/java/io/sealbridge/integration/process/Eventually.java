package io.sealbridge.integration.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Bounded waits by polling, for what another process does in its own time. */
public final class Eventually {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Eventually() {}

  /** Waits until {@code condition} holds; fails with {@code what} when the limit is reached. */
  public static void until(String what, Duration limit, BooleanSupplier condition) {
    get(what, limit, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /** Asks no more often than each {@code pause}, for what takes minutes. */
  public static void until(String what, Duration limit, Duration pause, BooleanSupplier condition) {
    get(what, limit, pause, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /** Waits until {@code attempt} has a value. */
  public static <T> T get(String what, Duration limit, Supplier<Optional<T>> attempt) {
    return get(what, limit, PAUSE, attempt);
  }

  /** Asks no more often than each {@code pause}, for what takes minutes. */
  public static <T> T get(
      String what, Duration limit, Duration pause, Supplier<Optional<T>> attempt) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Optional<T> value = attempt.get();
      if (value.isPresent()) {
        return value.get();
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited " + limit.toSeconds() + " s in vain: " + what);
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }
}
