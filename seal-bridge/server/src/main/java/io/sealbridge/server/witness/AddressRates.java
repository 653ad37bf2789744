package io.sealbridge.server.witness;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A token bucket for each client's address, of which the last few thousand are remembered. Safe for
 * use by many threads.
 */
final class AddressRates {

  private static final int REMEMBERED = 4096;

  private final long nanosPerRequest;
  private final long burstNanos;
  private final LongSupplier nanoTime;

  /** When each bucket would be full again, in nanoTime. */
  private final Map<String, Long> fullAt =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param rate requests a second in the long run
   * @param burst requests at once
   */
  AddressRates(int rate, int burst, LongSupplier nanoTime) {
    this.nanosPerRequest = 1_000_000_000L / rate;
    this.burstNanos = nanosPerRequest * burst;
    this.nanoTime = nanoTime;
  }

  synchronized boolean allows(String address) {
    long now = nanoTime.getAsLong();
    long full = fullAt.getOrDefault(address, now);
    long next = (full - now < 0 ? now : full) + nanosPerRequest;
    if (next - now > burstNanos) {
      return false;
    }
    fullAt.put(address, next);
    return true;
  }
}
