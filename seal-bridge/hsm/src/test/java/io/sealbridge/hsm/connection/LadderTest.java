package io.sealbridge.hsm.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class LadderTest {
  @Test
  void climbsAndThenSparesOtherTokensOfTheLibrary() {
    assertThat(IntStream.rangeClosed(1, 9).mapToObj(Rung::of))
        .containsExactly(
            Rung.SESSION,
            Rung.LOGIN,
            Rung.LIBRARY,
            Rung.LOGIN,
            Rung.LOGIN,
            Rung.LOGIN,
            Rung.LOGIN,
            Rung.LIBRARY,
            Rung.LOGIN);
  }

  @Property
  void pausesNeverLongerThanItsLimitAndAQuarter(
      @ForAll @IntRange(min = 1, max = 1_000_000) int attempt, @ForAll long seed) {
    Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(30), new Random(seed));
    assertThat(backoff.after(attempt))
        .isGreaterThanOrEqualTo(Duration.ofMillis(187))
        .isLessThanOrEqualTo(Duration.ofMillis(37_500));
  }

  @Test
  void doublesItsPauses() {
    Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), new Random(1));
    assertThat(backoff.after(1)).isLessThan(Duration.ofMillis(1_300));
    assertThat(backoff.after(4)).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(10));
  }
}
