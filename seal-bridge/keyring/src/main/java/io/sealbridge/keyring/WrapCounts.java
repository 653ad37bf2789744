package io.sealbridge.keyring;

import java.util.concurrent.CompletionStage;

/**
 * How many AES-GCM wraps this replica may have made with each version, kept across restarts. Counts
 * are reserved in blocks before they are used, so a crash loses a block and never repeats one. Safe
 * for use by many threads.
 */
public interface WrapCounts {
  /** What is reserved so far, 0 if nothing; from memory, never blocks. */
  long reserved(KeyName key, int version);

  /**
   * Adds {@code count} to what is reserved. The stage completes with the new sum when it is
   * durable, and fails with {@link java.io.UncheckedIOException} if it cannot be made so.
   */
  CompletionStage<Long> reserve(KeyName key, int version, long count);
}
