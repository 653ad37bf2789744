package io.sealbridge.vault;

import java.io.IOException;
import java.io.InputStream;

/** Makes something of an answer while it arrives. */
@FunctionalInterface
public interface StreamReader<T> {
  /** Need not read to the end; the stream is closed by the caller. */
  T read(InputStream answer) throws IOException;
}
