package io.sealbridge.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads a log's lines, also while a bridge writes it. */
public final class KeyUseLogReader {
  private KeyUseLogReader() {}

  /**
   * One line.
   *
   * @param whole whether it is an entry; otherwise something was torn there
   */
  public record Line(Path file, long number, String text, boolean whole) {}

  /** Gives every line of every file to {@code visitor}, oldest first. */
  public static void read(Path directory, Consumer<Line> visitor) throws IOException {
    for (Path file : LogDirectory.files(directory)) {
      long number = 0;
      try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
          number++;
          visitor.accept(new Line(file, number, text, isWhole(text)));
        }
      }
    }
  }

  private static boolean isWhole(String text) {
    return text.startsWith("{") && text.endsWith("}") && text.indexOf('\0') < 0;
  }
}
