package io.sealbridge.keyring;

import java.util.concurrent.CompletionStage;

/**
 * The record of every use of a key. Safe for use by many threads; entries appended by one thread
 * stay in that order.
 */
public interface KeyUseLog {
  /**
   * Appends {@code entry}. The stage completes when the entry is durable by the log's configured
   * rule, and fails with {@link KeyUseLogException} if it is not; then the use must not happen, or
   * its result must not leave.
   */
  CompletionStage<Void> append(KeyUseEntry entry);
}
