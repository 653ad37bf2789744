package io.sealbridge.server.identity;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often one issued token may ask for its renewal: ten times at once, then once a second. Some
 * clients ask in a tight loop when an answer is not what they hoped for. Safe for use by many
 * threads.
 */
public final class RenewalGate {

  private static final long INTERVAL = 1_000_000_000L;
  private static final long BURST = 10 * INTERVAL;
  private static final int SWEEP_FROM = 4096;

  private final LongSupplier nanoTime;

  /** When each bucket would be full again, in nanoTime. */
  private final Map<String, Long> fullAt = new HashMap<>();

  public RenewalGate(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** {@code accessor} is of a token that was recognised. */
  public synchronized boolean allows(String accessor) {
    long now = nanoTime.getAsLong();
    if (fullAt.size() >= SWEEP_FROM) {
      fullAt.values().removeIf(full -> full - now <= 0);
    }
    long full = fullAt.getOrDefault(accessor, now);
    long next = (full - now < 0 ? now : full) + INTERVAL;
    if (next - now > BURST) {
      return false;
    }
    fullAt.put(accessor, next);
    return true;
  }
}
