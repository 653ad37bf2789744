package io.sealbridge.audit.hsmlog;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of a file of any size and content, in memory that is bounded. For one thread. */
final class BoundedLines {
  /** Records are far shorter. */
  static final int LONGEST = 8_192;

  /**
   * A line.
   *
   * @param text without its end; what is no UTF-8 is replaced
   * @param cut whether it was longer and is not whole
   * @param ended whether a line's end follows it
   */
  record Line(String text, boolean cut, boolean ended) {}

  private final InputStream in;

  BoundedLines(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /** The next; empty at the end. */
  Optional<Line> next() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean cut = false;
    int b = in.read();
    if (b < 0) {
      return Optional.empty();
    }
    while (b >= 0 && b != '\n') {
      if (bytes.size() < LONGEST) {
        bytes.write(b);
      } else {
        cut = true;
      }
      b = in.read();
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    return Optional.of(
        new Line(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text, cut, b >= 0));
  }
}
