package io.sealbridge.k8sauth.bankvaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
  @Property
  void partsAddUp(
      @ForAll @IntRange(max = 999) int days,
      @ForAll @IntRange(max = 999) int hours,
      @ForAll @IntRange(max = 999) int minutes,
      @ForAll @IntRange(max = 999) int seconds) {
    Duration whole =
        Duration.ofDays(days).plusHours(hours).plusMinutes(minutes).plusSeconds(seconds);

    assertThat(GoDuration.parse(days + "d" + hours + "h" + minutes + "m" + seconds + "s"))
        .isEqualTo(whole);
    assertThat(GoDuration.parse(String.valueOf(whole.toSeconds()))).isEqualTo(whole);
  }

  @Property
  void everyTextIsADurationOrRefused(@ForAll @StringLength(max = 12) String text) {
    try {
      assertThat(GoDuration.parse(text).isNegative()).isFalse();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining(text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "h", "-1h", "1.5h", "1h ", "1 h", "1000000000s", "1ms"})
  void takesNoOtherUnitsAndNothingNegative(String text) {
    assertThatThrownBy(() -> GoDuration.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must be a number of seconds or a duration");
  }
}
