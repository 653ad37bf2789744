package io.sealbridge.vault;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long one request waits for a server that limits the rate of requests: as long as it asks for,
 * or else a little longer each time, and in all no longer than the policy's patience.
 */
final class RateWait {
  private static final int LAST_DOUBLING = 5;

  private final RetryPolicy policy;
  private Duration left;
  private int waits;

  RateWait(RetryPolicy policy) {
    this.policy = policy;
    this.left = policy.patience();
  }

  /**
   * Waits.
   *
   * @param asked how long the server asks to wait
   * @return false at once if that is longer than there is patience left
   */
  boolean awaitNext(Optional<Duration> asked) throws InterruptedException {
    long grown = policy.first().toMillis() << Math.min(waits++, LAST_DOUBLING);
    long millis = asked.map(Duration::toMillis).orElse(grown);
    // Many requests that were refused at once do not come back at once.
    Duration wait = Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(grown + 1));
    if (wait.compareTo(left) > 0) {
      return false;
    }
    left = left.minus(wait);
    Thread.sleep(wait);
    return true;
  }
}
