package io.sealbridge.hsm.calls;

import io.sealbridge.keyring.HsmFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls that may hang on a fixed number of named platform threads, each with a {@link Seat} of
 * its own. Safe for use by many threads.
 *
 * <p>A caller gets an answer by its deadline, whatever the call does: {@link #sweep} fails it with
 * Gone and writes its thread off. A thread that was written off closes its seat when its call
 * returns, and ends. Meanwhile another thread takes its place, as long as no more than {@link
 * Limits#lost} are written off; with no thread left every call fails at once with Gone. A call that
 * finds its queue full, or that no thread took in time, fails with Busy: it never reached the
 * device.
 */
public final class CallPool<S extends Seat> implements AutoCloseable {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /**
   * How much of everything.
   *
   * @param threads threads that serve calls
   * @param lost threads in calls past their deadline that are replaced
   * @param queued calls of each priority that may wait
   */
  public record Limits(int threads, int lost, int queued) {}

  private final String name;
  private final Limits limits;
  private final Supplier<S> seats;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Waiting<S> waiting;
  private final Set<Worker> working = new HashSet<>();
  private final Set<Worker> lost = new HashSet<>();
  private boolean closed;
  private int threadsStarted;
  private long calls;
  private long rejected;
  private long lostTotal;

  public CallPool(String name, Limits limits, Supplier<S> seats) {
    this.name = name;
    this.limits = limits;
    this.seats = seats;
    this.waiting = new Waiting<>(limits.queued(), limits.threads());
    lock.lock();
    try {
      fill();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Queues {@code work}.
   *
   * @param what names the call in faults
   * @param deadline in terms of {@link System#nanoTime}
   */
  public <T> CompletableFuture<T> submit(
      String what, Priority priority, long deadline, Function<S, T> work) {
    Call<S, T> call = new Call<>(what, priority, deadline, work);
    HsmFault refusal = enqueue(call);
    if (refusal != null) {
      call.fail(refusal);
    }
    return call.stage;
  }

  private @Nullable HsmFault enqueue(Call<S, ?> call) {
    lock.lock();
    try {
      if (closed) {
        return new HsmFault.Gone("closed");
      }
      if (working.isEmpty()) {
        return new HsmFault.Gone("all threads are lost in calls that do not return");
      }
      if (!waiting.offer(call)) {
        rejected++;
        return new HsmFault.Busy(limits.queued() + " calls wait already", RETRY_AFTER);
      }
      changed.signal();
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Fails every call that is past its deadline. To be called regularly, from outside. */
  public void sweep() {
    long now = System.nanoTime();
    List<Runnable> failures = new ArrayList<>();
    lock.lock();
    try {
      for (Call<S, ?> call : waiting.takeAll(call -> call.isPast(now))) {
        rejected++;
        failures.add(() -> call.fail(noThread(call)));
      }
      for (Worker worker : List.copyOf(working)) {
        Call<S, ?> call = worker.call;
        if (call != null && call.isPast(now)) {
          writeOff(worker, call);
          failures.add(() -> call.fail(new HsmFault.Gone(call.name() + " did not return in time")));
        }
      }
      if (working.isEmpty()) {
        drain(new HsmFault.Gone("all threads are lost in calls that do not return"), failures);
      }
    } finally {
      lock.unlock();
    }
    failures.forEach(Runnable::run);
  }

  private static HsmFault noThread(Call<?, ?> call) {
    return new HsmFault.Busy(call.name() + " found no free thread", RETRY_AFTER);
  }

  private void writeOff(Worker worker, Call<S, ?> call) {
    working.remove(worker);
    lost.add(worker);
    lostTotal++;
    uncount(call);
    fill();
  }

  private void drain(HsmFault fault, List<Runnable> failures) {
    for (Call<S, ?> call : waiting.takeAll(_ -> true)) {
      failures.add(() -> call.fail(fault));
    }
  }

  /** Starts threads up to the limits. Needs the lock. */
  private void fill() {
    int allowed = Math.min(limits.threads(), limits.threads() + limits.lost() - lost.size());
    while (!closed && working.size() < allowed) {
      threadsStarted++;
      Worker worker = new Worker(name + "-" + threadsStarted);
      working.add(worker);
      worker.thread.start();
    }
  }

  public PoolMeters meters() {
    lock.lock();
    try {
      int busy = (int) working.stream().filter(worker -> worker.call != null).count();
      return new PoolMeters(calls, rejected, waiting.size(), busy, lost.size(), lostTotal);
    } finally {
      lock.unlock();
    }
  }

  /** Refuses new calls, fails waiting ones, and waits up to {@code patience} for the others. */
  public boolean close(Duration patience) {
    List<Runnable> failures = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    lock.lock();
    try {
      closed = true;
      drain(new HsmFault.Gone("closed"), failures);
      working.forEach(worker -> threads.add(worker.thread));
      lost.forEach(worker -> threads.add(worker.thread));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    failures.forEach(Runnable::run);
    return join(threads, System.nanoTime() + patience.toNanos());
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }

  private static boolean join(List<Thread> threads, long deadline) {
    boolean ended = true;
    for (Thread thread : threads) {
      try {
        long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
        ended &= thread.join(Duration.ofMillis(left));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return ended;
  }

  private void uncount(Call<S, ?> call) {
    waiting.ended(call);
    changed.signal();
  }

  /** One thread. {@code call} is guarded by the pool's lock. */
  private final class Worker implements Runnable {
    private final Thread thread;
    private @Nullable Call<S, ?> call;

    Worker(String threadName) {
      this.thread = Thread.ofPlatform().name(threadName).daemon().unstarted(this);
    }

    @Override
    public void run() {
      S seat = seats.get();
      try {
        for (Call<S, ?> taken = take(); taken != null; taken = take()) {
          taken.run(seat);
          if (!finished(taken)) {
            break;
          }
        }
      } finally {
        seat.close();
        ended();
      }
    }

    private @Nullable Call<S, ?> take() {
      lock.lock();
      try {
        for (; ; ) {
          Call<S, ?> taken = waiting.next();
          if (taken != null) {
            call = taken;
            calls++;
            return taken;
          }
          if (closed) {
            return null;
          }
          changed.awaitUninterruptibly();
        }
      } finally {
        lock.unlock();
      }
    }

    /** Whether this thread may go on: not if it was written off meanwhile. */
    private boolean finished(Call<S, ?> done) {
      lock.lock();
      try {
        call = null;
        if (lost.contains(this)) {
          return false;
        }
        uncount(done);
        return true;
      } finally {
        lock.unlock();
      }
    }

    private void ended() {
      lock.lock();
      try {
        working.remove(this);
        lost.remove(this);
        fill();
      } finally {
        lock.unlock();
      }
    }
  }
}
