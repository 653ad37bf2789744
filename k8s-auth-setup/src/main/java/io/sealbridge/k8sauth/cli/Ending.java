package io.sealbridge.k8sauth.cli;

import io.sealbridge.k8sauth.watch.Pause;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Lets SIGTERM and SIGINT end a service between two of its steps. A step that is under way is
 * finished; if it takes longer than twenty seconds the program ends without it, with {@link
 * ExitCode#FAILED}.
 */
final class Ending implements Pause {
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();

  /** Runs the service until it ends because it was asked to, and tells the exit code. */
  int serve(Consumer<Pause> service) {
    Runtime.getRuntime().addShutdownHook(new Thread(this::endBySignal, "shutdown"));
    try {
      service.accept(this);
      ended.complete(ExitCode.DONE);
      return ExitCode.DONE;
    } catch (RuntimeException e) {
      ended.complete(Failures.code(e));
      throw e;
    }
  }

  @Override
  public boolean endsWithin(Duration time) {
    try {
      return asked.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /**
   * Runs in the shutdown of the VM, which a signal or our own exit began. It ends the process
   * itself, because the VM's own code for a signal would tell a supervisor that the service failed.
   */
  private void endBySignal() {
    asked.countDown();
    Runtime.getRuntime()
        .halt(
            ended
                .completeOnTimeout(ExitCode.FAILED, GRACE.toMillis(), TimeUnit.MILLISECONDS)
                .join());
  }
}
