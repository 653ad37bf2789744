package io.sealbridge.audit.read;

import io.sealbridge.audit.JournalReader;
import io.sealbridge.audit.tiles.TileFolder;
import io.sealbridge.audit.tiles.TilePath;
import io.sealbridge.keyring.Octets;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives the entries of a log one after the other. Keeps one bundle, or the journal's newest
 * entries, in memory. At the end it may be asked again: what has been written meanwhile follows.
 * For one thread.
 */
public final class LogCursor {
  private static final int MOST_BUFFERED = 8192;
  private static final int ATTEMPTS = 5;

  private final LogFolder folder;
  private final TileFolder tiles;
  private final Deque<RawEntry> buffered = new ArrayDeque<>();
  private long next;

  LogCursor(LogFolder folder, long index) {
    this.folder = folder;
    this.tiles = folder.tiles();
    this.next = index;
  }

  /** The next entry; empty at the end. */
  public Optional<RawEntry> next() throws IOException {
    if (buffered.isEmpty()) {
      fill();
    }
    return Optional.ofNullable(buffered.poll());
  }

  /** Gives every entry that is left to {@code visitor}. */
  public void drain(Consumer<RawEntry> visitor) throws IOException {
    Optional<RawEntry> entry = next();
    while (entry.isPresent()) {
      visitor.accept(entry.get());
      entry = next();
    }
  }

  private void fill() throws IOException {
    long first = next;
    for (int attempt = 1; ; attempt++) {
      try {
        fillOnce();
        return;
      } catch (IOException e) {
        // A journal file may have gone because its entries are in a bundle now.
        buffered.clear();
        next = first;
        if (attempt == ATTEMPTS || !Files.exists(tiles.file(fullBundle()))) {
          throw e;
        }
      }
    }
  }

  private void fillOnce() throws IOException {
    Optional<TilePath> bundle = bundle();
    if (bundle.isPresent()) {
      List<byte[]> entries = tiles.entries(bundle.get());
      long first = bundle.get().index() * TilePath.FULL;
      entries.subList((int) (next - first), entries.size()).forEach(this::add);
      return;
    }
    var _ =
        JournalReader.read(
            folder.journal(),
            next,
            (index, entry) -> {
              if (buffered.size() < MOST_BUFFERED) {
                add(entry);
              }
            });
  }

  private void add(byte[] entry) {
    buffered.add(new RawEntry(next, Octets.copyOf(entry)));
    next++;
  }

  /** The bundle that has the next entry; empty if only the journal can have it. */
  private Optional<TilePath> bundle() {
    if (next < folder.signedSize()) {
      return TilePath.bundle(next / TilePath.FULL, folder.signedSize());
    }
    return Optional.of(fullBundle()).filter(path -> Files.exists(tiles.file(path)));
  }

  private TilePath fullBundle() {
    return new TilePath(TilePath.ENTRIES, next / TilePath.FULL, TilePath.FULL);
  }
}
