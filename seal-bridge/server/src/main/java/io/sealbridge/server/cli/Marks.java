package io.sealbridge.server.cli;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.SerialMarks;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** The highest serials seen, for the length of one command. */
record Marks(SerialMarks serials) implements AutoCloseable {
  static Marks open(Path dataDirectory) {
    return new Marks(new OfThisCommand(dataDirectory, new ConcurrentHashMap<>()));
  }

  @Override
  public void close() {}

  private record OfThisCommand(Path dataDirectory, Map<KeyName, Long> marks)
      implements SerialMarks {
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
}
