package io.sealbridge.server;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done again and again, on one thread of its own; a failure is logged and tried again. */
final class Upkeep implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ScheduledExecutorService thread = Threads.scheduled("bridge-upkeep");

  void every(Duration interval, String name, Runnable task) {
    var _ =
        thread.scheduleWithFixedDelay(
            () -> run(name, task), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void run(String name, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("task", name).setCause(e).log("upkeep failed");
    }
  }

  @Override
  public void close() {
    Threads.end(thread, PATIENCE);
  }
}
