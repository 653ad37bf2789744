package io.sealbridge.audit;

import java.util.concurrent.CompletableFuture;

/** A line that waits for the disk, and who waits for it. */
final class PendingEntry {
  private final byte[] line;
  private final CompletableFuture<Void> durable = new CompletableFuture<>();

  PendingEntry(byte[] line) {
    this.line = line;
  }

  byte[] line() {
    return line;
  }

  CompletableFuture<Void> durable() {
    return durable;
  }
}
