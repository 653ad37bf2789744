package io.sealbridge.k8sauth.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Different things at the same time, each to its end: one that fails hides no other failure. */
final class AtOnce implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<RuntimeException> failures = new ArrayList<>();

  <T> Future<T> start(Supplier<T> work) {
    return threads.submit(work::get);
  }

  /** What came of it; none of it may be used before {@link #check} has passed. */
  <T> List<T> results(List<Future<T>> started) {
    List<T> results = new ArrayList<>();
    for (Future<T> one : started) {
      try {
        results.add(one.get());
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case RuntimeException failure -> failures.add(failure);
          case Error error -> throw error;
          case null, default -> throw new IllegalStateException(e.getCause());
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted while waiting for answers");
      }
    }
    return results;
  }

  /**
   * @throws RuntimeException what failed, or {@link SeveralFailures}
   */
  void check() {
    if (failures.size() == 1) {
      throw failures.getFirst();
    }
    if (!failures.isEmpty()) {
      throw new SeveralFailures(failures);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
