package io.sealbridge.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the entries of a journal, also while it is written. */
public final class JournalReader {
  private static final int BUFFER = 1 << 16;

  private JournalReader() {}

  /** Takes entries. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Takes one.
     *
     * @param entry the line without its newline
     */
    void entry(long index, byte[] entry) throws IOException;
  }

  /** What a reading came to: the index of the next entry, and where a last line was torn. */
  public record End(long next, boolean torn) {}

  /**
   * Gives every entry from {@code from} on to {@code visitor}, in order.
   *
   * @throws IOException also if the journal begins behind {@code from}: entries are missing then
   */
  public static End read(JournalFolder journal, long from, Visitor visitor) throws IOException {
    List<Path> files = journal.files();
    long next = from;
    boolean torn = false;
    for (int i = 0; i < files.size(); i++) {
      long first = JournalFolder.first(files.get(i));
      long end = i + 1 < files.size() ? JournalFolder.first(files.get(i + 1)) : Long.MAX_VALUE;
      if (first > next) {
        throw new IOException(
            "entries "
                + next
                + " to "
                + (first - 1)
                + " are missing: "
                + files.get(i)
                + " begins behind them");
      }
      if (end > next) {
        Lines lines = new Lines(first, next, end, visitor);
        try (InputStream stream =
            new BufferedInputStream(Files.newInputStream(files.get(i)), BUFFER)) {
          torn = lines.read(stream);
        }
        next = Math.max(next, lines.index);
      }
    }
    return new End(next, torn);
  }

  private static final class Lines {
    private final long from;
    private final long end;
    private final Visitor visitor;
    private long index;

    Lines(long first, long from, long end, Visitor visitor) {
      this.index = first;
      this.from = from;
      this.end = end;
      this.visitor = visitor;
    }

    /** Whether something torn stands behind the last whole line. */
    boolean read(InputStream stream) throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
      for (int c = stream.read(); c >= 0 && index < end; c = stream.read()) {
        if (c != '\n') {
          line.write(c);
          continue;
        }
        byte[] entry = line.toByteArray();
        if (!isWhole(entry)) {
          return true;
        }
        if (index >= from) {
          visitor.entry(index, entry);
        }
        index++;
        line.reset();
      }
      return line.size() > 0 && index < end;
    }

    private static boolean isWhole(byte[] line) {
      return line.length > 1 && line[0] == '{' && line[line.length - 1] == '}';
    }
  }
}
