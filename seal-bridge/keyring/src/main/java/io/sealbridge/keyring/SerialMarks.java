package io.sealbridge.keyring;

import java.util.concurrent.CompletionStage;

/**
 * The highest serial of each key's state that this replica has ever seen, kept across restarts, so
 * that a token put back to an older backup is noticed. Safe for use by many threads.
 */
public interface SerialMarks {
  /** The highest serial seen, 0 if none; from memory, never blocks. */
  long highest(KeyName key);

  /**
   * Raises the mark to {@code serial}; a lower value changes nothing. {@link #highest} tells the
   * new value at once, the stage completes when it is durable and fails with {@link
   * java.io.UncheckedIOException} if it cannot be made so.
   */
  CompletionStage<Void> raise(KeyName key, long serial);
}
