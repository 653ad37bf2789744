package io.sealbridge.server.cli;

import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.KeyringException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for stages on the command's own thread, and says what is waited for if it takes longer than
 * a second and somebody watches.
 */
final class Patience {
  private static final Duration SILENT = Duration.ofSeconds(1);

  /** A key pair on a slow device takes minutes; the device's own deadline ends the rest. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final PrintWriter err;
  private final boolean watched;
  private final Duration silent;

  Patience(PrintWriter err, boolean watched) {
    this(err, watched, SILENT);
  }

  Patience(PrintWriter err, boolean watched, Duration silent) {
    this.err = err;
    this.watched = watched;
    this.silent = silent;
  }

  /** The result of {@code stage}; its failure is thrown as it is. */
  <T> T await(String what, CompletionStage<T> stage) {
    Future<T> future = stage.toCompletableFuture();
    try {
      return getOrTell(what, future);
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (TimeoutException _) {
      throw new HsmException(
          new HsmFault.Gone("no answer within " + LONGEST.toMinutes() + " minutes while " + what));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new HsmException(new HsmFault.Gone("interrupted while " + what));
    }
  }

  private <T> T getOrTell(String what, Future<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return future.get(silent.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      if (watched) {
        err.println(what + " ...");
        err.flush();
      }
      return future.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static RuntimeException failure(ExecutionException e) {
    return e.getCause() instanceof RuntimeException known ? known : KeyringException.of(e);
  }
}
