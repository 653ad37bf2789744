package io.sealbridge.hsm.calls;

import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.SecretBytes;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** One submitted call: its work, its deadline and the stage its caller holds. */
final class Call<S extends Seat, T> {
  final Priority priority;
  final long deadline;
  final CompletableFuture<T> stage = new CompletableFuture<>();
  private final String name;
  private final Function<S, T> work;

  Call(String name, Priority priority, long deadline, Function<S, T> work) {
    this.name = name;
    this.priority = priority;
    this.deadline = deadline;
    this.work = work;
  }

  String name() {
    return name;
  }

  boolean isPast(long now) {
    return now - deadline >= 0;
  }

  /** Runs the work; an answer for which nobody waits any more is wiped. */
  @SuppressWarnings("CatchingUnchecked") // the top of a thread's work: all must reach the stage
  void run(S seat) {
    try {
      T result = work.apply(seat);
      if (!stage.complete(result) && result instanceof SecretBytes secret) {
        secret.close();
      }
    } catch (RuntimeException | Error e) {
      stage.completeExceptionally(e);
    }
  }

  void fail(HsmFault fault) {
    stage.completeExceptionally(new HsmException(fault));
  }
}
