package io.sealbridge.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** One open file of the log. For one thread. The seam at which tests let a disk fail. */
interface LogFile extends AutoCloseable {
  /** Opens files for appending. */
  @FunctionalInterface
  interface Opener {
    LogFile open(Path path) throws IOException;
  }

  long size() throws IOException;

  /** Writes all of {@code bytes} at the end. After an exception part of them may be there. */
  void append(ByteBuffer bytes) throws IOException;

  /** Waits until the disk has everything that was written. */
  void sync() throws IOException;

  /** Cuts the file down to {@code size}. */
  void truncate(long size) throws IOException;

  @Override
  void close() throws IOException;
}
