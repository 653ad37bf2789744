package io.sealbridge.audit;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the log is kept.
 *
 * @param directory of the log; made with mode 0700, and used by one process at a time
 * @param durability when an entry is acknowledged
 * @param queued entries that may wait for the disk; one more is refused
 * @param fileBytes size from which a new file is begun
 * @param retryInterval time between two attempts to write again after a failure
 */
public record KeyUseLogSettings(
    Path directory, Durability durability, int queued, long fileBytes, Duration retryInterval) {
  /** When an entry is acknowledged. */
  public enum Durability {
    /** When the disk has it. */
    SYNCED,
    /** When the operating system has it: a power cut can lose the last entries. */
    HANDED_OVER
  }

  private static final int MOST_QUEUED = 1 << 20;
  private static final long SMALLEST_FILE = 4096;

  public KeyUseLogSettings {
    if (queued < 1 || queued > MOST_QUEUED) {
      throw new IllegalArgumentException(
          "queued must be between 1 and " + MOST_QUEUED + ", was " + queued);
    }
    if (fileBytes < SMALLEST_FILE) {
      throw new IllegalArgumentException(
          "fileBytes must be at least " + SMALLEST_FILE + ", was " + fileBytes);
    }
    if (!retryInterval.isPositive()) {
      throw new IllegalArgumentException("retryInterval must be positive, was " + retryInterval);
    }
  }

  /** Eight thousand waiting entries, files of 64 MiB, a new attempt each second. */
  public static KeyUseLogSettings of(Path directory, Durability durability) {
    return new KeyUseLogSettings(directory, durability, 8192, 64L << 20, Duration.ofSeconds(1));
  }
}
