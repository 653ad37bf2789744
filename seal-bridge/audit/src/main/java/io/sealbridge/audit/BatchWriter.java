package io.sealbridge.audit;

import io.sealbridge.keyring.KeyUseLogException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes batches, and the one that tells who waits. Two, so that the next sync runs
 * while the answers to the last one are on their way. The writing thread is never interrupted: that
 * would close its file.
 */
final class BatchWriter {
  private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
  private static final Duration LONGEST_END = Duration.ofSeconds(5);
  private static final int USUAL_BATCH = 64 << 10;

  private final Path directory;
  private final EntryQueue queue;
  private final LogFiles files;
  private final Clock clock;
  private final Duration retryInterval;
  private final Counters counters = new Counters();
  private final Thread thread;
  private final ExecutorService answers =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("key-use-answers").factory());

  private volatile KeyUseLogHealth health = new KeyUseLogHealth.Writable();
  private @Nullable IOException failure;
  private long retryAt;
  private ByteBuffer buffer = ByteBuffer.allocateDirect(USUAL_BATCH);

  BatchWriter(
      Path directory, EntryQueue queue, LogFiles files, Clock clock, Duration retryInterval) {
    this.directory = directory;
    this.queue = queue;
    this.files = files;
    this.clock = clock;
    this.retryInterval = retryInterval;
    this.thread = Thread.ofPlatform().daemon().name("key-use-writer").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  KeyUseLogHealth health() {
    return health;
  }

  Counters counters() {
    return counters;
  }

  /** Whether the writer has written everything and ended, after the queue was closed. */
  boolean awaitEnd() {
    try {
      return thread.join(LONGEST_END)
          && answers.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void run() {
    try {
      while (!queue.isDrained()) {
        List<PendingEntry> batch = queue.take(retryInterval);
        if (failure != null) {
          recover();
        }
        if (!batch.isEmpty()) {
          commit(batch);
        }
      }
      files.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.atError().addKeyValue("directory", directory).setCause(e).log("key-use log not synced");
    } finally {
      health = new KeyUseLogHealth.Closed();
      refuse(queue.end(), new KeyUseLogException("the key-use log in " + directory + " is closed"));
      answers.shutdown();
    }
  }

  private void commit(List<PendingEntry> batch) {
    if (failure == null) {
      try {
        write(batch);
        answers.execute(() -> batch.forEach(entry -> entry.durable().complete(null)));
        return;
      } catch (IOException e) {
        fail(e);
      }
    }
    counters.failed(batch.size());
    refuse(batch, unwritable());
  }

  private void write(List<PendingEntry> batch) throws IOException {
    int bytes = batch.stream().mapToInt(entry -> entry.line().length).sum();
    if (buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocateDirect(Math.max(bytes, 2 * buffer.capacity()));
    }
    buffer.clear();
    batch.forEach(entry -> buffer.put(entry.line()));
    buffer.flip();
    long began = System.nanoTime();
    files.append(buffer);
    counters.written(batch.size(), bytes, System.nanoTime() - began);
  }

  private void fail(IOException e) {
    failure = e;
    retryAt = System.nanoTime() + retryInterval.toNanos();
    if (!(health instanceof KeyUseLogHealth.Failing)) {
      health = new KeyUseLogHealth.Failing(IoReason.of(e), clock.instant());
      LOG.atError()
          .addKeyValue("directory", directory)
          .setCause(e)
          .log("the key-use log cannot be written; no key is used until it can be");
    }
  }

  private void recover() {
    if (System.nanoTime() - retryAt < 0) {
      return;
    }
    try {
      files.repair();
      failure = null;
      health = new KeyUseLogHealth.Writable();
      LOG.atWarn().addKeyValue("directory", directory).log("the key-use log can be written again");
    } catch (IOException e) {
      fail(e);
    }
  }

  private KeyUseLogException unwritable() {
    return failure == null
        ? new KeyUseLogException("the key-use log in " + directory + " cannot be written")
        : new KeyUseLogException(
            "the key-use log in "
                + directory
                + " cannot be written: "
                + IoReason.of(failure)
                + "; free space or mend the disk, it is tried again every "
                + retryInterval.toMillis()
                + " ms",
            failure);
  }

  private void refuse(List<PendingEntry> entries, KeyUseLogException why) {
    if (!entries.isEmpty()) {
      answers.execute(() -> entries.forEach(entry -> entry.durable().completeExceptionally(why)));
    }
  }
}
