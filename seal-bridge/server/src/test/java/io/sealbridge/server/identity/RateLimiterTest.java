package io.sealbridge.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

  @Test
  void allowsABurstAndThenTheRate() {
    // given
    RateLimiter limiter = limiter(10, 3);

    // then
    assertThat(taken(limiter, "a", "root", 5)).isEqualTo(3);
    now.addAndGet(100_000_000L);
    assertThat(taken(limiter, "a", "root", 5)).isEqualTo(1);
    now.addAndGet(10_000_000_000L);
    assertThat(taken(limiter, "a", "root", 5)).isEqualTo(3);
  }

  @Test
  void keepsIdentitiesAndKeysApart() {
    // given
    RateLimiter limiter = limiter(1, 1);

    // then
    assertThat(limiter.allows("a", "root")).isTrue();
    assertThat(limiter.allows("a", "root")).isFalse();
    assertThat(limiter.allows("a", "other")).isTrue();
    assertThat(limiter.allows("b", "root")).isTrue();
  }

  @Test
  void givesAnIdentityItsOwnRateAndTheOthersTheirs() {
    // given
    RateLimiter limiter =
        new RateLimiter(
            new RateLimiter.Rate(1, 1), Map.of("batch", new RateLimiter.Rate(10, 4)), now::get);

    // then
    assertThat(taken(limiter, "batch", "root", 9)).isEqualTo(4);
    assertThat(taken(limiter, "a", "root", 9)).isEqualTo(1);
    now.addAndGet(100_000_000L);
    assertThat(taken(limiter, "batch", "root", 9)).isEqualTo(1);
    assertThat(taken(limiter, "a", "root", 9)).isZero();
  }

  private RateLimiter limiter(int rate, int burst) {
    return new RateLimiter(new RateLimiter.Rate(rate, burst), Map.of(), now::get);
  }

  private static int taken(RateLimiter limiter, String identity, String key, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += limiter.allows(identity, key) ? 1 : 0;
    }
    return taken;
  }
}
