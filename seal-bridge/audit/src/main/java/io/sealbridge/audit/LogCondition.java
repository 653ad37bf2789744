package io.sealbridge.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a log's folder stands, for somebody who looks without opening the log. */
public sealed interface LogCondition {
  /** It does not exist; the log makes it. */
  record Absent() implements LogCondition {}

  /** Nobody writes it. */
  record Free(int files, Optional<Path> torn) implements LogCondition {}

  /**
   * A process writes it.
   *
   * @param process its id, as it wrote it down
   */
  record InUse(String process) implements LogCondition {}

  record Unusable(String reason) implements LogCondition {}

  /** Looks; takes the lock for a moment if it is free, and changes nothing. */
  static LogCondition of(Path directory) {
    if (!Files.exists(directory)) {
      return new Absent();
    }
    Path lock = directory.resolve(LogDirectory.LOCK);
    try {
      if (!Files.isWritable(directory)) {
        return new Unusable("this user may not write " + directory);
      }
      if (Files.exists(lock) && !isFree(lock)) {
        return new InUse(Files.readString(lock, StandardCharsets.UTF_8).strip());
      }
      List<Path> files = JournalFolder.of(directory).files();
      boolean torn = !files.isEmpty() && TornTail.find(files.getLast()).isPresent();
      return new Free(files.size(), torn ? Optional.of(files.getLast()) : Optional.empty());
    } catch (IOException e) {
      return new Unusable(IoReason.of(e));
    }
  }

  private static boolean isFree(Path lock) throws IOException {
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      @Nullable FileLock taken = channel.tryLock();
      return taken != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }
}
