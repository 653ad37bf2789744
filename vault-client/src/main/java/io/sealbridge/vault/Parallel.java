package io.sealbridge.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** The same for many things, a bounded number at a time, until one fails. */
public final class Parallel {
  private Parallel() {}

  /**
   * Does {@code work} for each of {@code things}.
   *
   * @return the results in the order of the things
   * @throws RuntimeException what the first that failed threw; the others are interrupted then
   */
  public static <T, R> List<R> map(List<T> things, int atATime, Function<T, R> work) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      return results(things, atATime, work, new ExecutorCompletionService<>(threads));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for answers");
    } finally {
      threads.shutdownNow();
      threads.close();
    }
  }

  private static <T, R> List<R> results(
      List<T> things, int atATime, Function<T, R> work, ExecutorCompletionService<R> threads)
      throws InterruptedException {
    Semaphore free = new Semaphore(atATime);
    List<Future<R>> all = new ArrayList<>(things.size());
    int ended = 0;
    for (T thing : things) {
      free.acquire();
      all.add(threads.submit(() -> releasing(free, work, thing)));
      for (Future<R> one = threads.poll(); one != null; one = threads.poll()) {
        result(one);
        ended++;
      }
    }
    for (; ended < things.size(); ended++) {
      result(threads.take());
    }
    List<R> results = new ArrayList<>(things.size());
    for (Future<R> one : all) {
      results.add(result(one));
    }
    return results;
  }

  private static <T, R> R releasing(Semaphore free, Function<T, R> work, T thing) {
    try {
      return work.apply(thing);
    } finally {
      free.release();
    }
  }

  private static <R> R result(Future<R> ended) throws InterruptedException {
    try {
      return ended.get();
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case RuntimeException failure -> failure;
        case Error error -> throw error;
        case null, default -> new IllegalStateException(e.getCause());
      };
    }
  }
}
