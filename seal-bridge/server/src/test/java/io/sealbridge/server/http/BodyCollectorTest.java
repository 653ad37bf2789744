package io.sealbridge.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.server.config.ByteSize;
import io.sealbridge.server.config.LimitsConfiguration;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BodyCollectorTest {

  private static final int LIMIT = 4096;

  private final Admission admission =
      new Admission(
          new LimitsConfiguration(
              new ByteSize(LIMIT),
              new ByteSize(2 * LIMIT),
              ByteSize.parse("16KiB"),
              ByteSize.parse("4KiB"),
              2,
              1,
              1,
              Duration.ofSeconds(1),
              Duration.ofSeconds(1),
              1,
              1,
              1,
              1));

  @Test
  void gathersChunksAndWipesThem() {
    // given
    BodyCollector collector = new BodyCollector(LIMIT, admission);
    Buffer first = Buffer.buffer("secret ");
    Buffer second = Buffer.buffer("x".repeat(2000));

    // when
    collector.take(first);
    collector.take(second);

    // then
    byte[] body = collector.body().lent();
    assertThat(new String(body, StandardCharsets.US_ASCII)).isEqualTo("secret " + "x".repeat(2000));
    assertThat(first.getBytes()).containsOnly(0);
    assertThat(second.getBytes()).containsOnly(0);
    collector.release();
    assertThat(body).containsOnly(0);
  }

  @Test
  void keepsItsShareOfTheBudgetUntilTheRequestIsOver() {
    // given
    BodyCollector one = new BodyCollector(LIMIT, admission);
    BodyCollector other = new BodyCollector(LIMIT, admission);
    BodyCollector third = new BodyCollector(LIMIT, admission);
    assertThat(one.announce(LIMIT)).isEqualTo(BodyCollector.Taken.YES);
    assertThat(other.announce(LIMIT)).isEqualTo(BodyCollector.Taken.YES);

    // when its bytes have been read
    one.body().wipe();

    // then
    assertThat(third.take(Buffer.buffer("x"))).isEqualTo(BodyCollector.Taken.NO_ROOM);
    one.release();
    assertThat(third.take(Buffer.buffer("x"))).isEqualTo(BodyCollector.Taken.YES);
    other.release();
    third.release();
    one.release();
    assertThat(admission.bytesNow()).isZero();
  }

  @Test
  void refusesOneByteTooMany() {
    // given
    BodyCollector collector = new BodyCollector(LIMIT, admission);

    // then
    assertThat(collector.announce(LIMIT + 1L)).isEqualTo(BodyCollector.Taken.TOO_LARGE);
    assertThat(collector.take(Buffer.buffer("x".repeat(LIMIT)))).isEqualTo(BodyCollector.Taken.YES);
    assertThat(collector.take(Buffer.buffer("x"))).isEqualTo(BodyCollector.Taken.TOO_LARGE);
    collector.release();
  }

  @Test
  void letsInOnlySoManyRequestsAtATime() {
    assertThat(admission.enter()).isTrue();
    assertThat(admission.enter()).isTrue();
    assertThat(admission.enter()).isFalse();
    admission.leave();
    assertThat(admission.enter()).isTrue();
  }
}
