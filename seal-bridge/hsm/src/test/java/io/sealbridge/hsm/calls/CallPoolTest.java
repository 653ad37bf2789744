package io.sealbridge.hsm.calls;

import static io.sealbridge.hsm.Answers.await;
import static io.sealbridge.hsm.Answers.fault;
import static io.sealbridge.hsm.Answers.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.SecretBytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CallPoolTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final AtomicInteger open = new AtomicInteger();
  private final CountDownLatch hang = new CountDownLatch(1);
  private final CallPool<CountedSeat> pool =
      new CallPool<>("hsm-test", new CallPool.Limits(2, 1, 3), CountedSeat::new);

  private final class CountedSeat implements Seat {
    CountedSeat() {
      open.incrementAndGet();
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }

  @AfterEach
  void close() {
    hang.countDown();
    pool.close(LONG);
  }

  private static long in(Duration duration) {
    return System.nanoTime() + duration.toNanos();
  }

  private static long past() {
    return System.nanoTime() - 1;
  }

  private <T> T hangThen(T result) {
    try {
      hang.await();
      return result;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private CompletableFuture<String> hanging(Priority priority, long deadline) {
    int busy = pool.meters().busy();
    int waiting = pool.meters().queued();
    CompletableFuture<String> call =
        pool.submit("C_Hang", priority, deadline, _ -> hangThen("late"));
    await(
        "taken or waiting",
        () -> call.isDone() || pool.meters().busy() > busy || pool.meters().queued() > waiting);
    return call;
  }

  @Test
  void runsCallsOnItsOwnNamedThreads() {
    String thread =
        get(pool.submit("C_Name", Priority.SEAL, in(LONG), _ -> Thread.currentThread().getName()));
    assertThat(thread).matches("hsm-test-[12]");
  }

  @Test
  void refusesWhatDoesNotFitTheQueue() {
    // given
    hanging(Priority.SEAL, in(LONG));
    hanging(Priority.SEAL, in(LONG));
    IntStream.range(0, 3).forEach(_ -> hanging(Priority.SEAL, in(LONG)));
    // when
    HsmFault fault = fault(hanging(Priority.SEAL, in(LONG)));
    // then
    assertThat(fault)
        .isInstanceOfSatisfying(
            HsmFault.Busy.class, busy -> assertThat(busy.retryAfter()).isPositive());
    assertThat(pool.meters().rejected()).isEqualTo(1);
    assertThat(pool.meters().queued()).isEqualTo(3);
  }

  @Test
  void failsACallThatNoThreadTookInTimeAsBusy() {
    // given
    hanging(Priority.SEAL, in(LONG));
    hanging(Priority.SEAL, in(LONG));
    CompletableFuture<String> waiting = hanging(Priority.SEAL, past());
    // when
    pool.sweep();
    // then
    assertThat(fault(waiting)).isInstanceOf(HsmFault.Busy.class);
    assertThat(pool.meters().lost()).isZero();
  }

  @Test
  void writesOffAThreadPastItsDeadlineAndReplacesIt() {
    // given
    CompletableFuture<String> lost = hanging(Priority.SEAL, past());
    // when
    pool.sweep();
    // then
    assertThat(fault(lost)).isInstanceOf(HsmFault.Gone.class);
    assertThat(fault(lost).seen()).contains("C_Hang");
    assertThat(pool.meters().lost()).isEqualTo(1);
    List<CompletableFuture<String>> both =
        List.of(hanging(Priority.SEAL, in(LONG)), hanging(Priority.SEAL, in(LONG)));
    assertThat(pool.meters().busy()).isEqualTo(2);
    // when
    hang.countDown();
    // then
    assertThat(both).allSatisfy(call -> assertThat(get(call)).isEqualTo("late"));
    await("the lost thread ended", () -> pool.meters().lost() == 0);
    await("its seat is closed", () -> open.get() == 2);
    assertThat(pool.meters().lostTotal()).isEqualTo(1);
  }

  @Test
  void saysGoneAtOnceWhenAllThreadsAreLostAndComesBack() {
    // given
    hanging(Priority.SEAL, past());
    pool.sweep();
    hanging(Priority.SEAL, past());
    hanging(Priority.SEAL, past());
    CompletableFuture<String> waiting = hanging(Priority.SEAL, in(LONG));
    // when
    pool.sweep();
    // then
    assertThat(fault(waiting)).isInstanceOf(HsmFault.Gone.class);
    assertThat(fault(hanging(Priority.SEAL, in(LONG)))).isInstanceOf(HsmFault.Gone.class);
    // when
    hang.countDown();
    await("threads are back", () -> pool.meters().lost() == 0);
    // then
    assertThat(get(pool.submit("C_Well", Priority.SEAL, in(LONG), _ -> "well"))).isEqualTo("well");
  }

  @Test
  void keepsAThreadFreeForSealCalls() {
    // given
    CompletableFuture<String> first = hanging(Priority.APPLICATION, in(LONG));
    CompletableFuture<String> second = hanging(Priority.APPLICATION, in(LONG));
    // when
    String sealed = get(pool.submit("C_Seal", Priority.SEAL, in(LONG), _ -> "sealed"));
    // then
    assertThat(sealed).isEqualTo("sealed");
    assertThat(first).isNotDone();
    assertThat(second).isNotDone();
    assertThat(pool.meters().busy()).isEqualTo(1);
  }

  @Test
  void takesSealCallsFirst() {
    // given
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    hanging(Priority.SEAL, in(LONG));
    hanging(Priority.SEAL, in(LONG));
    var application =
        pool.submit("C_A", Priority.APPLICATION, in(LONG), _ -> order.add("application"));
    var seal =
        pool.submit(
            "C_S",
            Priority.SEAL,
            in(LONG),
            _ -> {
              order.add("seal");
              return true;
            });
    // when
    hang.countDown();
    get(application);
    get(seal);
    // then
    assertThat(order.getFirst()).isEqualTo("seal");
  }

  @Test
  void wipesASecretForWhichNobodyWaits() {
    // given
    SecretBytes secret = SecretBytes.copyOf(new byte[] {1, 2, 3});
    CompletableFuture<SecretBytes> call =
        pool.submit("C_Decrypt", Priority.SEAL, past(), _ -> hangThen(secret));
    await("taken", () -> pool.meters().busy() == 1);
    pool.sweep();
    assertThat(fault(call)).isInstanceOf(HsmFault.Gone.class);
    // when
    hang.countDown();
    // then
    await(
        "wiped",
        () -> {
          try {
            return secret.use(_ -> false);
          } catch (IllegalStateException _) {
            return true;
          }
        });
  }

  @Test
  void failsWhatWaitsWhenItIsClosed() {
    // given
    hanging(Priority.SEAL, in(LONG));
    hanging(Priority.SEAL, in(LONG));
    CompletableFuture<String> waiting = hanging(Priority.SEAL, in(LONG));
    // when
    boolean ended = pool.close(Duration.ofMillis(5));
    // then
    assertThat(ended).isFalse();
    assertThat(fault(waiting)).isInstanceOf(HsmFault.Gone.class);
    assertThat(fault(hanging(Priority.SEAL, in(LONG)))).isInstanceOf(HsmFault.Gone.class);
    // when
    hang.countDown();
    // then
    assertThat(pool.close(LONG)).isTrue();
    assertThat(open).hasValue(0);
  }
}
