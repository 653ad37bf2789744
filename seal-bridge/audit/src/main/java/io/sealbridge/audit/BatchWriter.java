package io.sealbridge.audit;

import io.sealbridge.keyring.KeyUseLogException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes batches to the journal and hands them to the tree. Who waits is told on
 * another one, so that the next sync runs while the answers to the last one are on their way. The
 * writing thread is never interrupted: that would close its file.
 */
final class BatchWriter {
  private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
  private static final Duration LONGEST_END = Duration.ofSeconds(5);
  private static final int USUAL_BATCH = 64 << 10;

  private final KeyUseLogSettings settings;
  private final EntryQueue queue;
  private final Journal journal;
  private final TreeKeeper tree;
  private final Reserve reserve;
  private final Clock clock;
  private final ExecutorService answers;
  private final Counters counters = new Counters();
  private final Thread thread;

  private volatile KeyUseLogHealth health = new KeyUseLogHealth.Writable();
  private @Nullable IOException failure;
  private long retryAt;
  private ByteBuffer buffer = ByteBuffer.allocateDirect(USUAL_BATCH);

  BatchWriter(
      KeyUseLogSettings settings,
      EntryQueue queue,
      Journal journal,
      TreeKeeper tree,
      Reserve reserve,
      Clock clock,
      ExecutorService answers) {
    this.settings = settings;
    this.queue = queue;
    this.journal = journal;
    this.tree = tree;
    this.reserve = reserve;
    this.clock = clock;
    this.answers = answers;
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
      return thread.join(LONGEST_END);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void run() {
    try {
      while (!queue.isDrained()) {
        List<PendingEntry> batch = queue.take(settings.retryInterval());
        tree.failure().ifPresent(this::fail);
        if (failure != null) {
          recover();
        } else if (batch.isEmpty()) {
          refill();
        }
        if (!batch.isEmpty()) {
          commit(batch);
        }
      }
      journal.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.atError()
          .addKeyValue("directory", settings.directory())
          .setCause(e)
          .log("key-use log not synced");
    } finally {
      health = new KeyUseLogHealth.Closed();
      refuse(
          queue.end(),
          new KeyUseLogException("the key-use log in " + settings.directory() + " is closed"));
    }
  }

  private void commit(List<PendingEntry> batch) throws InterruptedException {
    if (failure == null && (written(batch) || (madeRoom() && written(batch)))) {
      List<PendingEntry> done =
          batch.stream().filter(entry -> entry.durability() != Durability.SIGNED).toList();
      // The tree first: a checkpoint that somebody asks for covers what they were told of.
      tree.written(batch);
      answers.execute(() -> done.forEach(entry -> entry.durable().complete(null)));
      return;
    }
    counters.failed(batch.size());
    refuse(batch, unwritable());
  }

  private boolean written(List<PendingEntry> batch) {
    try {
      write(batch);
      return true;
    } catch (IOException e) {
      fail(e);
      return false;
    }
  }

  private void write(List<PendingEntry> batch) throws IOException {
    int bytes = batch.stream().mapToInt(entry -> entry.line().length).sum();
    if (buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocateDirect(Math.max(bytes, 2 * buffer.capacity()));
    }
    buffer.clear();
    batch.forEach(entry -> buffer.put(entry.line()));
    buffer.flip();
    boolean synced = batch.stream().anyMatch(entry -> entry.durability() != Durability.HANDED_OVER);
    long began = System.nanoTime();
    journal.append(buffer, batch.size(), synced);
    counters.written(batch.size(), bytes, System.nanoTime() - began);
  }

  /** Gives the reserve away, whatever the failure was: it does no harm. */
  private boolean madeRoom() {
    try {
      if (!reserve.release()) {
        return false;
      }
      LOG.atError()
          .addKeyValue("directory", settings.directory())
          .log("the key-use log uses up its reserve: make room on its disk");
      journal.repair();
      failure = null;
      health = new KeyUseLogHealth.Writable();
      return true;
    } catch (IOException e) {
      fail(e);
      return false;
    }
  }

  private void refill() {
    try {
      reserve.fill();
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("directory", settings.directory())
          .setCause(e)
          .log("no reserve for a full disk could be made");
    }
  }

  private void fail(IOException e) {
    failure = e;
    retryAt = System.nanoTime() + settings.retryInterval().toNanos();
    if (!(health instanceof KeyUseLogHealth.Failing)) {
      health = new KeyUseLogHealth.Failing(IoReason.of(e), clock.instant());
      LOG.atError()
          .addKeyValue("directory", settings.directory())
          .setCause(e)
          .log("the key-use log cannot be written; no key is used until it can be");
    }
  }

  private void recover() {
    if (System.nanoTime() - retryAt < 0) {
      return;
    }
    try {
      if (tree.failure().isPresent()) {
        return;
      }
      journal.repair();
      failure = null;
      health = new KeyUseLogHealth.Writable();
      LOG.atWarn()
          .addKeyValue("directory", settings.directory())
          .log("the key-use log can be written again");
    } catch (IOException e) {
      fail(e);
    }
  }

  private KeyUseLogException unwritable() {
    return failure == null
        ? new KeyUseLogException(
            "the key-use log in " + settings.directory() + " cannot be written")
        : new KeyUseLogException(
            "the key-use log in "
                + settings.directory()
                + " cannot be written: "
                + IoReason.of(failure)
                + "; free space or mend the disk, it is tried again every "
                + settings.retryInterval().toMillis()
                + " ms",
            failure);
  }

  private void refuse(List<PendingEntry> entries, KeyUseLogException why) {
    if (!entries.isEmpty()) {
      answers.execute(() -> entries.forEach(entry -> entry.durable().completeExceptionally(why)));
    }
  }
}
