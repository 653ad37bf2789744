package io.sealbridge.server;

import io.sealbridge.audit.read.LogFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the key-use log of a bridge in a test says so far. */
final class KeyUseLines {
  private KeyUseLines() {}

  /** Every entry of the log in {@code folder}, the folder of a test bridge. */
  static List<String> of(Path folder) {
    List<String> lines = new ArrayList<>();
    try {
      LogFolder.open(folder.resolve("data/key-use"))
          .from(0)
          .drain(entry -> lines.add(new String(entry.bytes().lend(), StandardCharsets.US_ASCII)));
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
