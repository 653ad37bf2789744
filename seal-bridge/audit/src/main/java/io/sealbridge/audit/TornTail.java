package io.sealbridge.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * What a crash left behind the last whole line of a file. Such bytes were never acknowledged: a
 * write that was cut off, or blocks that the file system had not filled yet.
 *
 * @param keep length of the file up to the end of its last whole line
 * @param size length of the file, torn bytes included
 */
record TornTail(Path file, long keep, long size) {
  /** More than the largest batch, so that every line of the last batch is looked at. */
  static final int WINDOW = 4 << 20;

  /** Looks at the end of {@code file}; empty if it ends with a whole line. */
  static Optional<TornTail> find(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      long start = Math.max(0, size - WINDOW);
      ByteBuffer window = ByteBuffer.allocate((int) (size - start));
      while (window.hasRemaining() && channel.read(window, start + window.position()) >= 0) {
        // Reads until the window is full.
      }
      byte[] bytes = window.array();
      int whole = endOfWholeLines(bytes, start > 0);
      if (whole == bytes.length) {
        return Optional.empty();
      }
      return Optional.of(new TornTail(file, start + whole, size));
    }
  }

  /** Keeps the bytes in a file of their own, {@code <file>.torn-<offset>}, then cuts them off. */
  Path moveAside() throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".torn-" + keep);
    try (FileChannel log =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileChannel copy =
            FileChannel.open(
                aside,
                Set.of(
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")))) {
      long copied = keep;
      while (copied < size) {
        copied += log.transferTo(copied, size - copied, copy);
      }
      copy.force(true);
      log.truncate(keep);
      log.force(true);
    }
    return aside;
  }

  /** The first line of a window in the middle of a file may be the rest of one: it counts. */
  private static int endOfWholeLines(byte[] bytes, boolean startsInsideLine) {
    int begin = 0;
    boolean rest = startsInsideLine;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        boolean whole = rest || (i > begin + 1 && bytes[begin] == '{' && bytes[i - 1] == '}');
        if (!whole) {
          return begin;
        }
        begin = i + 1;
        rest = false;
      } else if (bytes[i] < ' ') {
        // Our lines are printable ASCII; zeros are blocks that were never filled.
        return begin;
      }
    }
    return begin;
  }
}
