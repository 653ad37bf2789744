package io.sealbridge.server.storage;

import io.sealbridge.audit.disk.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongUnaryOperator;

/**
 * Named counters in a text file, one {@code name value} a line. A change is written to a new file,
 * forced to the disk and renamed, so the file is whole at any time; a lock beside it lets the
 * service and the command line share it. Reads come from memory. Safe for use by many threads.
 */
final class CounterFile {

  private static final String HEADER = "seal-bridge counters 1";

  private final Path file;
  private final Executor writer;
  private final Map<String, Long> values = new ConcurrentHashMap<>();

  private CounterFile(Path file, Executor writer) {
    this.file = file;
    this.writer = writer;
  }

  /**
   * @param writer runs the writes, one at a time
   * @throws IOException if there is a file that cannot be read; what it counted must not be lost
   */
  static CounterFile open(Path file, Executor writer) throws IOException {
    CounterFile counters = new CounterFile(file, writer);
    counters.values.putAll(counters.read());
    return counters;
  }

  /** The value of {@code name}, 0 if it was never changed. */
  long value(String name) {
    return values.getOrDefault(name, 0L);
  }

  /** Changes the value in memory now and in the file soon; completes when it is durable there. */
  void remember(String name, LongUnaryOperator change) {
    values.compute(name, (_, old) -> change.applyAsLong(old == null ? 0 : old));
  }

  /**
   * Applies {@code change} to what the file holds. Fails with {@link UncheckedIOException}, and
   * then neither file nor memory has changed.
   */
  CompletionStage<Long> update(String name, LongUnaryOperator change) {
    return CompletableFuture.supplyAsync(() -> write(name, change), writer);
  }

  private long write(String name, LongUnaryOperator change) {
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      Map<String, Long> now = read();
      long changed = change.applyAsLong(now.getOrDefault(name, 0L));
      now.put(name, changed);
      replace(now);
      values.merge(name, changed, Math::max);
      return changed;
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
  }

  private void replace(Map<String, Long> counters) throws IOException {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    counters.forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
    DurableFile.write(file, text.toString());
  }

  private Map<String, Long> read() throws IOException {
    Map<String, Long> counters = new TreeMap<>();
    String text;
    try {
      text = Files.readString(file, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException _) {
      return counters;
    }
    String[] lines = text.split("\n", -1);
    if (!lines[0].equals(HEADER)) {
      throw new IOException(file + " does not begin with \"" + HEADER + "\"; restore it");
    }
    for (int i = 1; i < lines.length - 1; i++) {
      int space = lines[i].indexOf(' ');
      try {
        counters.put(lines[i].substring(0, space), Long.parseLong(lines[i].substring(space + 1)));
      } catch (IndexOutOfBoundsException | NumberFormatException e) {
        throw new IOException(file + ", line " + (i + 1) + " is damaged; restore it", e);
      }
    }
    return counters;
  }
}
