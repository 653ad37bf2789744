package io.sealbridge.keyring.fake;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.SerialMarks;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Marks that outlive a registry in a test, as the durable ones outlive a process. */
public final class InMemorySerialMarks implements SerialMarks {
  private final Map<KeyName, Long> marks = new ConcurrentHashMap<>();

  @Override
  public long highest(KeyName key) {
    return marks.getOrDefault(key, 0L);
  }

  @Override
  public CompletionStage<Void> raise(KeyName key, long serial) {
    marks.merge(key, serial, Math::max);
    return CompletableFuture.completedFuture(null);
  }
}
