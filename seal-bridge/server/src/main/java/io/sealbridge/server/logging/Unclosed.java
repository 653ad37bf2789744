package io.sealbridge.server.logging;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream that somebody else goes on writing to: closing only flushes it. */
final class Unclosed extends FilterOutputStream {
  Unclosed(OutputStream stream) {
    super(stream);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
