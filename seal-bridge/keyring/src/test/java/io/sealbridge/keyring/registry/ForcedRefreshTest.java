package io.sealbridge.keyring.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.fake.Done;
import io.sealbridge.keyring.fake.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ForcedRefreshTest {
  private final AtomicInteger refreshes = new AtomicInteger();
  private final MovableClock clock = new MovableClock();
  private final ForcedRefresh forced =
      new ForcedRefresh(this::refresh, Duration.ofMillis(50), clock);

  private CompletionStage<Void> refresh() {
    refreshes.incrementAndGet();
    return CompletableFuture.completedFuture(null);
  }

  @Test
  void theFirstQuestionIsAnsweredAtOnce() {
    assertThat(forced.request()).isCompleted();
    assertThat(refreshes).hasValue(1);
  }

  @Test
  void whoComesWithinTheIntervalWaitsForOneMoreRefreshTogether() {
    Done.value(forced.request());

    List<CompletionStage<Void>> waiting = Stream.generate(forced::request).limit(100).toList();
    waiting.forEach(Done::value);

    assertThat(refreshes).hasValue(2);
  }

  @Test
  void afterTheIntervalItRefreshesAtOnceAgain() {
    Done.value(forced.request());
    clock.advance(Duration.ofMillis(50));

    assertThat(forced.request()).isCompleted();
    assertThat(refreshes).hasValue(2);
  }
}
