package io.sealbridge.hsm.connection;

import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * How a connection stands, and who waits for it to be better. Safe for use by many threads. Stages
 * are completed outside the lock.
 */
final class Standing {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<CompletableFuture<Link>> waiting = new ArrayList<>();
  private volatile ConnectionState state;

  Standing(ConnectionState first) {
    this.state = first;
  }

  ConnectionState state() {
    return state;
  }

  boolean isClosed() {
    return state instanceof ConnectionState.Closed;
  }

  CompletableFuture<Link> link() {
    CompletableFuture<Link> answer = new CompletableFuture<>();
    ConnectionState seen;
    lock.lock();
    try {
      seen = state;
      if (seen instanceof ConnectionState.Connecting) {
        waiting.add(answer);
      }
    } finally {
      lock.unlock();
    }
    settle(answer, seen);
    return answer;
  }

  private static void settle(CompletableFuture<Link> answer, ConnectionState state) {
    switch (state) {
      case ConnectionState.Ready ready -> answer.complete(ready.link());
      case ConnectionState.Connecting _ -> {}
      case ConnectionState.Unavailable unavailable -> fail(answer, unavailable.fault());
      case ConnectionState.Waiting blocked ->
          fail(answer, new HsmFault.Refused(blocked.blocked().reason()));
      case ConnectionState.Closed _ -> fail(answer, new HsmFault.Gone("closed"));
    }
  }

  private static void fail(CompletableFuture<Link> answer, HsmFault fault) {
    answer.completeExceptionally(new HsmException(fault));
  }

  /** Goes to {@code next} if {@code when} holds of the present state. The end is final. */
  boolean replace(Predicate<ConnectionState> when, ConnectionState next) {
    List<CompletableFuture<Link>> answers = List.of();
    lock.lock();
    try {
      if (isClosed() || !when.test(state)) {
        return false;
      }
      state = next;
      if (!(next instanceof ConnectionState.Connecting)) {
        answers = List.copyOf(waiting);
        waiting.clear();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    answers.forEach(answer -> settle(answer, next));
    return true;
  }

  /** Whether the state is another than {@code seen}, after waiting for that. */
  boolean awaitOther(ConnectionState seen, Duration longest) {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (state.equals(seen) && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !state.equals(seen);
    } catch (InterruptedException _) {
      return true; // only the connecting thread waits here, and nobody interrupts it
    } finally {
      lock.unlock();
    }
  }
}
