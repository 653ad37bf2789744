package io.sealbridge.audit;

import io.sealbridge.audit.tiles.TileFolder;
import io.sealbridge.audit.tiles.TilePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Every entry of a log that nobody writes now. */
final class LogEntries {
  private LogEntries() {}

  static void read(Path directory, JournalReader.Visitor visitor) throws IOException {
    TileFolder tiles = new TileFolder(directory);
    long bundle = 0;
    for (TilePath path = full(0); Files.exists(tiles.file(path)); path = full(++bundle)) {
      long index = bundle * TilePath.FULL;
      for (byte[] entry : tiles.entries(path)) {
        visitor.entry(index++, entry);
      }
    }
    JournalReader.read(JournalFolder.of(directory), bundle * TilePath.FULL, visitor);
  }

  private static TilePath full(long bundle) {
    return new TilePath(TilePath.ENTRIES, bundle, TilePath.FULL);
  }
}
