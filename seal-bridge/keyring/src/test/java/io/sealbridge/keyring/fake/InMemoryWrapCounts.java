package io.sealbridge.keyring.fake;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.WrapCounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Counts that outlive a budget in a test, as the durable ones outlive a process. */
public final class InMemoryWrapCounts implements WrapCounts {
  private record Version(KeyName key, int number) {}

  private final Map<Version, Long> counts = new ConcurrentHashMap<>();
  private volatile boolean failing;

  @Override
  public long reserved(KeyName key, int version) {
    return counts.getOrDefault(new Version(key, version), 0L);
  }

  @Override
  public CompletionStage<Long> reserve(KeyName key, int version, long count) {
    if (failing) {
      return CompletableFuture.failedFuture(
          new UncheckedIOException(new IOException("No space left on device")));
    }
    return CompletableFuture.completedFuture(
        counts.merge(new Version(key, version), count, Long::sum));
  }

  /** Starts the version with {@code count} wraps already made. */
  public void set(KeyName key, int version, long count) {
    counts.put(new Version(key, version), count);
  }

  public void fail() {
    failing = true;
  }
}
