package io.sealbridge.audit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** The log's counters. Written by the writer thread, but for refusals, and read by any. */
final class Counters {
  private final AtomicLong entries = new AtomicLong();
  private final AtomicLong batches = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final LongAdder rejected = new LongAdder();
  private final AtomicLong writingNanos = new AtomicLong();
  private final AtomicLong slowestNanos = new AtomicLong();

  void written(int batchEntries, int batchBytes, long nanos) {
    entries.addAndGet(batchEntries);
    batches.incrementAndGet();
    bytes.addAndGet(batchBytes);
    writingNanos.addAndGet(nanos);
    slowestNanos.accumulateAndGet(nanos, Math::max);
  }

  void failed(int batchEntries) {
    failed.addAndGet(batchEntries);
  }

  void rejected() {
    rejected.increment();
  }

  KeyUseLogMeters snapshot(int waiting) {
    return new KeyUseLogMeters(
        entries.get(),
        batches.get(),
        bytes.get(),
        failed.get(),
        rejected.sum(),
        waiting,
        Duration.ofNanos(writingNanos.get()),
        Duration.ofNanos(slowestNanos.get()));
  }
}
