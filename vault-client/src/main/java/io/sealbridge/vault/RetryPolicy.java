package io.sealbridge.vault;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often a request is tried and how long is waited in between: {@code first}, then twice as long
 * each time, and up to as much again by chance, so that many requests do not come back at once.
 *
 * @param attempts 1 to 10
 * @param patience how long a request waits in all for a server that limits the rate of requests
 */
public record RetryPolicy(int attempts, Duration first, Duration patience) {
  static final RetryPolicy STANDARD =
      new RetryPolicy(5, Duration.ofMillis(100), Duration.ofMinutes(1));

  public RetryPolicy {
    if (attempts < 1 || attempts > 10) {
      throw new IllegalArgumentException("attempts has to be 1 to 10, but is " + attempts);
    }
  }

  /**
   * Waits before the attempt after {@code attempt}, which counts from 1.
   *
   * @return false at once if there is none
   */
  public boolean awaitNext(int attempt) throws InterruptedException {
    if (attempt >= attempts) {
      return false;
    }
    long millis = first.toMillis() << (attempt - 1);
    Thread.sleep(millis + ThreadLocalRandom.current().nextLong(millis + 1));
    return true;
  }
}
