package io.sealbridge.server.management;

import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLog;
import java.util.concurrent.CompletionStage;

/** A key-use log with a stop watch. */
public final class TimedLog implements KeyUseLog {

  private final KeyUseLog log;
  private final Metrics metrics;

  public TimedLog(KeyUseLog log, Metrics metrics) {
    this.log = log;
    this.metrics = metrics;
  }

  @Override
  public CompletionStage<Void> append(KeyUseEntry entry) {
    long started = System.nanoTime();
    CompletionStage<Void> durable = log.append(entry);
    // Beside the stage that is given out, so that its failures stay unwrapped.
    var _ = durable.thenRun(() -> metrics.logged(System.nanoTime() - started));
    return durable;
  }
}
