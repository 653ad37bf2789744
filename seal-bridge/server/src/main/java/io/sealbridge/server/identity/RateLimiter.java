package io.sealbridge.server.identity;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A token bucket for each identity and key. Counts after authentication only, so that a stranger
 * cannot use up anybody's share. Safe for use by many threads.
 */
public final class RateLimiter {

  private record Holder(String identity, String key) {}

  /**
   * What a bucket gives.
   *
   * @param rate requests a second in the long run
   * @param burst requests at once
   */
  public record Rate(int rate, int burst) {
    private long nanosPerRequest() {
      return 1_000_000_000L / rate;
    }

    private long burstNanos() {
      return nanosPerRequest() * burst;
    }
  }

  private final Rate everyone;
  private final Map<String, Rate> byIdentity;
  private final LongSupplier nanoTime;

  /** When each bucket would be full again, in nanoTime. */
  private final Map<Holder, AtomicLong> fullAt = new ConcurrentHashMap<>();

  /**
   * @param everyone for identities that have no rate of their own
   * @param byIdentity rates of their own
   */
  public RateLimiter(Rate everyone, Map<String, Rate> byIdentity, LongSupplier nanoTime) {
    this.everyone = everyone;
    this.byIdentity = Map.copyOf(byIdentity);
    this.nanoTime = nanoTime;
  }

  /**
   * Takes one request from the bucket; false if there is none. {@code key} must come from a bounded
   * set, because each gets a bucket.
   */
  public boolean allows(String identity, String key) {
    Rate rate = byIdentity.getOrDefault(identity, everyone);
    long now = nanoTime.getAsLong();
    AtomicLong bucket = fullAt.computeIfAbsent(new Holder(identity, key), _ -> new AtomicLong(now));
    while (true) {
      long full = bucket.get();
      long from = full - now < 0 ? now : full;
      long next = from + rate.nanosPerRequest();
      if (next - now > rate.burstNanos()) {
        return false;
      }
      if (bucket.compareAndSet(full, next)) {
        return true;
      }
    }
  }
}
