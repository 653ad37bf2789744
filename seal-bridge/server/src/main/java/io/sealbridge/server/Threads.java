package io.sealbridge.server;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads by name, and the few places where the start and the end wait for something. */
final class Threads {

  private Threads() {}

  static ScheduledExecutorService scheduled(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().name(name).daemon(true).factory());
  }

  static ExecutorService pool(String name, int threads) {
    return Executors.newFixedThreadPool(
        threads, Thread.ofPlatform().name(name + "-", 0).daemon(true).factory());
  }

  static void end(ExecutorService executor, Duration patience) {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  static <T> T await(String what, Future<T> future, Duration patience) {
    return await(what, future.toCompletionStage(), patience);
  }

  /** Waits; {@code what} begins the message of the StartException. */
  static <T> T await(String what, CompletionStage<T> stage, Duration patience) {
    try {
      return stage.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StartException(what + ": " + cause.getMessage(), cause);
    } catch (TimeoutException e) {
      throw new StartException(what + ": no answer within " + patience.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException(what + ": interrupted", e);
    }
  }
}
