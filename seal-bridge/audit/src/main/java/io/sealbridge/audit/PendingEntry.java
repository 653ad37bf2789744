package io.sealbridge.audit;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** A line that waits for the disk, and who waits for it. */
final class PendingEntry {
  private final byte[] line;
  private final Durability durability;
  private final CompletableFuture<Void> durable = new CompletableFuture<>();

  /**
   * @param line with its newline
   */
  PendingEntry(byte[] line, Durability durability) {
    this.line = line;
    this.durability = durability;
  }

  byte[] line() {
    return line;
  }

  /** What is hashed: the line without its newline. */
  byte[] entry() {
    return Arrays.copyOf(line, line.length - 1);
  }

  Durability durability() {
    return durability;
  }

  CompletableFuture<Void> durable() {
    return durable;
  }
}
