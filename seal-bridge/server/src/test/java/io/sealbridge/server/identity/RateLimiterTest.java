package io.sealbridge.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

  @Test
  void allowsABurstAndThenTheRate() {
    // given
    RateLimiter limiter = new RateLimiter(10, 3, now::get);

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
    RateLimiter limiter = new RateLimiter(1, 1, now::get);

    // then
    assertThat(limiter.allows("a", "root")).isTrue();
    assertThat(limiter.allows("a", "root")).isFalse();
    assertThat(limiter.allows("a", "other")).isTrue();
    assertThat(limiter.allows("b", "root")).isTrue();
  }

  private static int taken(RateLimiter limiter, String identity, String key, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += limiter.allows(identity, key) ? 1 : 0;
    }
    return taken;
  }
}
