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

  /** A call that no thread has taken yet, or ever will. */
  private CompletableFuture<String> submit(Priority priority, long deadline) {
    return pool.submit("C_Hang", priority, deadline, _ -> hangThen("late"));
  }

  /** A call that is in a thread now, until the latch opens. */
  private CompletableFuture<String> hanging(Priority priority, long deadline) {
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<String> call =
        pool.submit(
            "C_Hang",
            priority,
            deadline,
            _ -> {
              started.countDown();
              return hangThen("late");
            });
    await("taken", () -> started.getCount() == 0);
    return call;
  }

  private void occupy(Priority priority, long deadline) {
    var _ = hanging(priority, deadline);
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
    occupy(Priority.SEAL, in(LONG));
    occupy(Priority.SEAL, in(LONG));
    IntStream.range(0, 3)
        .mapToObj(_ -> submit(Priority.SEAL, in(LONG)))
        .forEach(call -> assertThat(call).isNotDone());
    // when
    HsmFault fault = fault(submit(Priority.SEAL, in(LONG)));
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
    occupy(Priority.SEAL, in(LONG));
    occupy(Priority.SEAL, in(LONG));
    CompletableFuture<String> waiting = submit(Priority.SEAL, past());
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
    occupy(Priority.SEAL, past());
    pool.sweep();
    occupy(Priority.SEAL, past());
    occupy(Priority.SEAL, past());
    CompletableFuture<String> waiting = submit(Priority.SEAL, in(LONG));
    // when
    pool.sweep();
    // then
    assertThat(fault(waiting)).isInstanceOf(HsmFault.Gone.class);
    assertThat(fault(submit(Priority.SEAL, in(LONG)))).isInstanceOf(HsmFault.Gone.class);
    // when
    hang.countDown();
    await("threads are back", () -> pool.meters().lost() == 0);
    // then
    String well = get(pool.submit("C_Well", Priority.SEAL, in(LONG), _ -> "well"));
    assertThat(well).isEqualTo("well");
  }

  @Test
  void keepsAThreadFreeForSealCalls() {
    // given
    CompletableFuture<String> first = hanging(Priority.APPLICATION, in(LONG));
    CompletableFuture<String> second = submit(Priority.APPLICATION, in(LONG));
    // when
    String answer = get(pool.submit("C_Seal", Priority.SEAL, in(LONG), _ -> "sealed"));
    // then
    assertThat(answer).isEqualTo("sealed");
    assertThat(first).isNotDone();
    assertThat(second).isNotDone();
    await("one thread is busy", () -> pool.meters().busy() == 1);
  }

  @Test
  void takesSealCallsFirst() {
    // given one thread that stays busy and one that serves what waits
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch free = new CountDownLatch(1);
    occupy(Priority.SEAL, in(LONG));
    CompletableFuture<String> blocking =
        pool.submit("C_Block", Priority.SEAL, in(LONG), _ -> waitFor(free));
    await("both are busy", () -> pool.meters().busy() == 2);
    CompletableFuture<Boolean> application =
        pool.submit("C_A", Priority.APPLICATION, in(LONG), _ -> order.add("application"));
    CompletableFuture<Boolean> seal =
        pool.submit("C_S", Priority.SEAL, in(LONG), _ -> order.add("seal"));
    // when
    free.countDown();
    // then
    assertThat(get(blocking)).isEqualTo("free");
    assertThat(get(application)).isTrue();
    assertThat(get(seal)).isTrue();
    assertThat(order).containsExactly("seal", "application");
  }

  private static String waitFor(CountDownLatch latch) {
    try {
      latch.await();
      return "free";
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
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
    occupy(Priority.SEAL, in(LONG));
    occupy(Priority.SEAL, in(LONG));
    CompletableFuture<String> waiting = submit(Priority.SEAL, in(LONG));
    // when
    boolean ended = pool.close(Duration.ofMillis(5));
    // then
    assertThat(ended).isFalse();
    assertThat(fault(waiting)).isInstanceOf(HsmFault.Gone.class);
    assertThat(fault(submit(Priority.SEAL, in(LONG)))).isInstanceOf(HsmFault.Gone.class);
    // when
    hang.countDown();
    // then
    assertThat(pool.close(LONG)).isTrue();
    assertThat(open).hasValue(0);
  }
}
