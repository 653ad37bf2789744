package io.sealbridge.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenLooksTest {

  private static final Duration INTERVAL = Duration.ofMillis(300);

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger looks = new AtomicInteger();

  @AfterEach
  void end() {
    thread.shutdownNow();
  }

  @Test
  void looksAtOnceAndThenOnceInAnIntervalForAllWhoAsk() {
    // given
    TokenLooks subject = looks(looks::incrementAndGet);

    // when
    ask(subject);

    // then
    assertThat(looks).hasValue(1);

    // when
    long before = System.nanoTime();
    List.of(1, 2, 3).parallelStream().forEach(_ -> ask(subject));

    // then
    assertThat(looks).hasValueBetween(2, 4);
    assertThat(System.nanoTime() - before).isGreaterThan(INTERVAL.toNanos() / 2);
  }

  @Test
  void endsThoughTheFolderHangsAndTurnsAwayWhoComesThen() {
    // given
    CountDownLatch hangs = new CountDownLatch(1);
    TokenLooks subject =
        looks(
            () -> {
              try {
                hangs.await();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });

    // then
    ask(subject);
    assertThat(IntStream.range(0, 1000).filter(_ -> subject.ask().isPresent()).count())
        .isEqualTo(256);
    hangs.countDown();
  }

  private TokenLooks looks(Runnable refresh) {
    return new TokenLooks(refresh, thread, INTERVAL, System::nanoTime);
  }

  private static void ask(TokenLooks looks) {
    looks.ask().orElseThrow().toCompletableFuture().join();
  }
}
