package io.sealbridge.hsm.calls;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait, seal calls before others, each kind in its own bounded queue. Others never
 * have all threads, unless there is only one. Guarded by the pool's lock.
 */
final class Waiting<S extends Seat> {
  private final int most;
  private final int mostApplicationCalls;
  private final ArrayDeque<Call<S, ?>> seal = new ArrayDeque<>();
  private final ArrayDeque<Call<S, ?>> application = new ArrayDeque<>();
  private int applicationCalls;

  Waiting(int most, int threads) {
    this.most = most;
    this.mostApplicationCalls = Math.max(1, threads - 1);
  }

  private ArrayDeque<Call<S, ?>> queue(Priority priority) {
    return switch (priority) {
      case SEAL -> seal;
      case APPLICATION -> application;
    };
  }

  int size() {
    return seal.size() + application.size();
  }

  boolean offer(Call<S, ?> call) {
    ArrayDeque<Call<S, ?>> queue = queue(call.priority);
    return queue.size() < most && queue.add(call);
  }

  /** The next call for a thread, which is over when {@link #ended} is told. */
  @Nullable Call<S, ?> next() {
    Call<S, ?> next = seal.poll();
    if (next == null && applicationCalls < mostApplicationCalls) {
      next = application.poll();
      applicationCalls += next == null ? 0 : 1;
    }
    return next;
  }

  void ended(Call<S, ?> call) {
    if (call.priority == Priority.APPLICATION) {
      applicationCalls--;
    }
  }

  /** Takes out all that {@code which} is true of. */
  List<Call<S, ?>> takeAll(Predicate<Call<S, ?>> which) {
    List<Call<S, ?>> taken = new ArrayList<>();
    for (ArrayDeque<Call<S, ?>> queue : List.of(seal, application)) {
      queue.stream().filter(which).forEach(taken::add);
      queue.removeIf(which);
    }
    return taken;
  }
}
