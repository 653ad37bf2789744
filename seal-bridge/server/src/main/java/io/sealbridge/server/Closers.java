package io.sealbridge.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started, to be closed in reverse; one failure does not keep the others open. */
final class Closers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Closers.class);

  private record Closer(String name, AutoCloseable closeable) {}

  private final Deque<Closer> started = new ArrayDeque<>();

  void add(String name, AutoCloseable closeable) {
    started.push(new Closer(name, closeable));
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      Closer closer = started.pop();
      try {
        closer.closeable().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        LOG.atWarn().addKeyValue("part", closer.name()).setCause(e).log("close interrupted");
      } catch (Exception e) {
        LOG.atWarn().addKeyValue("part", closer.name()).setCause(e).log("close failed");
      }
    }
  }
}
