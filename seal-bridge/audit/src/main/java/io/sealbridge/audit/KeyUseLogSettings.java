package io.sealbridge.audit;

import io.sealbridge.audit.note.KeyNames;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How the log is kept.
 *
 * @param directory of the log; made with mode 0700, and used by one process at a time
 * @param origin names the log in its checkpoints; it never changes
 * @param queued entries that may wait for the disk; one more is refused
 * @param fileBytes size from which a new file of the journal is begun
 * @param retryInterval time between two attempts to write again after a failure
 * @param checkpointInterval longest time that an entry waits for a signed checkpoint
 * @param reserveBytes disk space that is kept for the time when the disk is full; 0 for none
 */
public record KeyUseLogSettings(
    Path directory,
    String origin,
    int queued,
    long fileBytes,
    Duration retryInterval,
    Duration checkpointInterval,
    long reserveBytes) {
  private static final int MOST_QUEUED = 1 << 20;
  private static final long SMALLEST_FILE = 4096;

  public KeyUseLogSettings {
    if (!KeyNames.isValid(origin)) {
      throw new IllegalArgumentException(
          "origin must be one word without \"+\", was \"" + origin + "\"");
    }
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
    if (!checkpointInterval.isPositive()) {
      throw new IllegalArgumentException(
          "checkpointInterval must be positive, was " + checkpointInterval);
    }
    if (reserveBytes < 0) {
      throw new IllegalArgumentException("reserveBytes must not be negative, was " + reserveBytes);
    }
  }

  /**
   * Eight thousand waiting entries, files of 4 MiB, a new attempt and a checkpoint each second, no
   * reserve.
   */
  public static KeyUseLogSettings of(Path directory, String origin) {
    return new KeyUseLogSettings(
        directory, origin, 8192, 4L << 20, Duration.ofSeconds(1), Duration.ofSeconds(1), 0);
  }

  public KeyUseLogSettings withReserve(long bytes) {
    return new KeyUseLogSettings(
        directory, origin, queued, fileBytes, retryInterval, checkpointInterval, bytes);
  }

  public KeyUseLogSettings withCheckpoints(Duration interval) {
    return new KeyUseLogSettings(
        directory, origin, queued, fileBytes, retryInterval, interval, reserveBytes);
  }
}
