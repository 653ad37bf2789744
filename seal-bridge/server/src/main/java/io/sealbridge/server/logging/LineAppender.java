package io.sealbridge.server.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Writes each event as one line at once; lines of several threads do not mix. Never closes the
 * stream, to which the sentence of a failed command goes too.
 */
final class LineAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private final Function<ILoggingEvent, byte[]> format;
  private final OutputStream stream;
  private final Lock lock = new ReentrantLock();

  LineAppender(Function<ILoggingEvent, byte[]> format, OutputStream stream) {
    this.format = format;
    this.stream = stream;
  }

  @Override
  protected void append(ILoggingEvent event) {
    byte[] line = format.apply(event);
    lock.lock();
    try {
      stream.write(line);
      stream.flush();
    } catch (IOException e) {
      addError("the log's stream cannot be written", e);
    } finally {
      lock.unlock();
    }
  }
}
