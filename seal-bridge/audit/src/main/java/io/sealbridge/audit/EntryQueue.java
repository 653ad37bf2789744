package io.sealbridge.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Entries on their way to the writer thread. Many threads offer, one takes. Once closed it takes
 * nothing more, and what was offered before is still handed out.
 */
final class EntryQueue {
  private static final int BATCH_BYTES = 1 << 20;
  private static final PendingEntry WAKE = new PendingEntry(new byte[0], Durability.HANDED_OVER);

  private final BlockingQueue<PendingEntry> waiting;
  private volatile boolean closed;
  private volatile boolean ended;

  /** Taken from the queue, but too large for the batch that was full. */
  private @Nullable PendingEntry left;

  EntryQueue(int capacity) {
    waiting = new ArrayBlockingQueue<>(capacity);
  }

  /** Why the entry was not taken; empty if it was. */
  Optional<String> offer(PendingEntry entry) {
    if (closed) {
      return Optional.of("is closed");
    }
    if (!waiting.offer(entry)) {
      return Optional.of(
          "has "
              + waiting.size()
              + " entries waiting for the disk, which is as many as may; the disk is too slow");
    }
    // The taker may have gone since we looked; whoever removes the entry answers for it.
    return ended && waiting.remove(entry) ? Optional.of("is closed") : Optional.empty();
  }

  /**
   * The next batch: what waits, up to a size. Waits for the first entry.
   *
   * @param atMost how long to wait; empty result after it, or when the queue was closed
   */
  List<PendingEntry> take(Duration atMost) throws InterruptedException {
    List<PendingEntry> batch = new ArrayList<>();
    PendingEntry next = left != null ? left : waiting.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    left = null;
    int bytes = 0;
    while (next != null) {
      bytes += next.line().length;
      if (bytes > BATCH_BYTES && !batch.isEmpty()) {
        left = next;
        break;
      }
      if (next != WAKE) {
        batch.add(next);
      }
      next = waiting.poll();
    }
    return batch;
  }

  /** Whether it is closed and everything has been taken. */
  boolean isDrained() {
    return closed && left == null && waiting.isEmpty();
  }

  int size() {
    return waiting.size();
  }

  void close() {
    closed = true;
    // If it is full the taker is awake and will see the mark.
    boolean _ = waiting.offer(WAKE);
  }

  /** No one takes any more; hands out what came too late. */
  List<PendingEntry> end() {
    closed = true;
    ended = true;
    List<PendingEntry> late = new ArrayList<>();
    if (left != null) {
      late.add(left);
    }
    waiting.drainTo(late);
    late.removeIf(entry -> entry == WAKE);
    return late;
  }
}
