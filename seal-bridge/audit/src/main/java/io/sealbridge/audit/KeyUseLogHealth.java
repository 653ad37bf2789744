package io.sealbridge.audit;

import java.time.Instant;

/** Whether the log takes entries. */
public sealed interface KeyUseLogHealth {
  record Writable() implements KeyUseLogHealth {}

  /** Entries are refused; the log tries again by itself, whether or not entries come. */
  record Failing(String reason, Instant since) implements KeyUseLogHealth {}

  record Closed() implements KeyUseLogHealth {}
}
