package io.sealbridge.hsm.connection;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses that double up to a limit, each moved by up to a quarter so that replicas spread out. */
public record Backoff(Duration first, Duration longest, RandomGenerator random) {
  public Duration after(int attempt) {
    long doubled = first.toMillis() << Math.min(attempt - 1, 20);
    long capped = Math.min(doubled, longest.toMillis());
    return Duration.ofMillis(Math.max(1, Math.round(capped * random.nextDouble(0.75, 1.25))));
  }
}
