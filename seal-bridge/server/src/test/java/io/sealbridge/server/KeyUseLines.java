package io.sealbridge.server;

import io.sealbridge.audit.read.LogCursor;
import io.sealbridge.audit.read.LogFolder;
import io.sealbridge.audit.read.RawEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the key-use log of a bridge in a test says so far. */
final class KeyUseLines {
  private KeyUseLines() {}

  /** Every entry of the log in {@code folder}, the folder of a test bridge. */
  static List<String> of(Path folder) {
    List<String> lines = new ArrayList<>();
    try {
      LogCursor cursor = LogFolder.open(folder.resolve("data/key-use")).from(0);
      Optional<RawEntry> entry = cursor.next();
      while (entry.isPresent()) {
        lines.add(new String(entry.get().bytes().bytes(), StandardCharsets.US_ASCII));
        entry = cursor.next();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  /** The same as one text. */
  static String text(Path folder) {
    return String.join("\n", of(folder)) + "\n";
  }
}
