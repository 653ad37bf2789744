package io.sealbridge.server.cli;

import io.sealbridge.hsm.ConnectedToken;
import io.sealbridge.hsm.Exhaustion;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.HsmStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the service comes to its end: by a signal, or because every HSM stayed away for so long that
 * only a new process may reach one again. Either way it is closed in order, within a bound.
 */
final class Ending {
  private static final Logger LOG = LoggerFactory.getLogger(Ending.class);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(20);
  private static final Duration HSM_AWAY = Duration.ofMinutes(15);

  private final CompletableFuture<Integer> asked = new CompletableFuture<>();
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private final List<ConnectedToken> tokens = new CopyOnWriteArrayList<>();

  /** What to do about an HSM that does not come back. */
  Exhaustion exhaustion() {
    return new Exhaustion(HSM_AWAY, this::lost);
  }

  /** {@code token} counts when it is asked whether any HSM can be used. */
  void watch(ConnectedToken token) {
    tokens.add(token);
  }

  private void lost(String hsm, HsmFault fault) {
    boolean others = tokens.stream().anyMatch(token -> token.status() instanceof HsmStatus.Ready);
    LOG.atError()
        .addKeyValue("hsm", hsm)
        .addKeyValue("fault", fault.code())
        .addKeyValue("seen", fault.seen())
        .log(others ? "the HSM stays away; others serve" : "every HSM stays away; the bridge ends");
    if (!others) {
      asked.complete(ExitCode.HSM_LOST);
    }
  }

  /**
   * Starts a service, waits for the end, closes the service, and tells the exit code. A signal
   * during the start counts once the start is over.
   */
  int serve(Supplier<? extends AutoCloseable> start) {
    Runtime.getRuntime().addShutdownHook(new Thread(this::endBySignal, "shutdown"));
    try {
      AutoCloseable service = start.get();
      int code = asked.join();
      int result = close(service) ? code : ExitCode.FAILED;
      ended.complete(result);
      return result;
    } catch (RuntimeException e) {
      ended.complete(Failures.code(e));
      throw e;
    }
  }

  /**
   * Runs in the shutdown of the VM, which a signal or our own exit began. It ends the process
   * itself, because the VM's own code for a signal would tell a supervisor that the service failed.
   */
  private void endBySignal() {
    asked.complete(ExitCode.DONE);
    Runtime.getRuntime()
        .halt(
            ended
                .completeOnTimeout(ExitCode.FAILED, LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS)
                .join());
  }

  private static boolean close(AutoCloseable service) {
    try {
      service.close();
      return true;
    } catch (Exception e) {
      LOG.atError().setCause(e).log("the bridge did not end in order");
      return false;
    }
  }
}
