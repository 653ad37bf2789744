package io.sealbridge.server.cli;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.SerialMarks;
import io.sealbridge.server.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The highest serials seen, for the length of one command: those that the bridge has noted, if it
 * has ever run here. A command does not make the bridge's folder, which belongs to the bridge's
 * user; the bridge notes the serials when it sees them.
 */
final class Marks implements AutoCloseable {
  private final ExecutorService writer;
  private final SerialMarks serials;

  private Marks(ExecutorService writer, SerialMarks serials) {
    this.writer = writer;
    this.serials = serials;
  }

  static Marks open(Path dataDirectory) {
    ExecutorService writer =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("marks").factory());
    return Files.isDirectory(dataDirectory)
        ? new Marks(writer, new DataDirectory(dataDirectory, writer).serialMarks())
        : new Marks(writer, new InMemory(new ConcurrentHashMap<>()));
  }

  SerialMarks serials() {
    return serials;
  }

  @Override
  public void close() {
    writer.close();
  }

  private record InMemory(Map<KeyName, Long> marks) implements SerialMarks {
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
