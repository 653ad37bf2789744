package io.sealbridge.server;

import io.micrometer.core.instrument.Tags;
import io.sealbridge.audit.KeyUseLogMeters;
import io.sealbridge.audit.KeyUseLogSettings;
import io.sealbridge.audit.SigningState;
import io.sealbridge.audit.TiledKeyUseLog;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.KeyUseLogException;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.ConfigurationFile;
import io.sealbridge.server.config.LogConfiguration;
import io.sealbridge.server.keyuse.LogDurability;
import io.sealbridge.server.management.Alarms;
import io.sealbridge.server.management.Metrics;
import io.sealbridge.server.management.TimedLog;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What everything else stands on: metrics, the data directory, and a key-use log in which the start
 * is written.
 */
record Foundation(
    BridgeConfiguration configuration,
    BridgeParts parts,
    Metrics metrics,
    Alarms alarms,
    DataDirectory data,
    LogDurability durability,
    TiledKeyUseLog disk,
    KeyUseLog log,
    LogAnchors anchors) {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static Foundation lay(ConfigurationFile file, BridgeParts parts, Closers closers) {
    BridgeConfiguration configuration = file.configuration();
    Clock clock = parts.clock();
    Metrics metrics = new Metrics();
    closers.add("metrics", metrics);
    ScheduledExecutorService files = Threads.scheduled("bridge-files");
    closers.add("files", () -> Threads.end(files, PATIENCE));
    DataDirectory data = new DataDirectory(configuration.dataDirectory(), files);
    data.make();
    LogDurability durability = new LogDurability(configuration.log());
    TiledKeyUseLog disk = openLog(configuration, durability, clock);
    closers.add("key-use log", disk);
    KeyUseLog log = new TimedLog(disk, metrics);
    Alarms alarms = new Alarms(clock);
    LogAnchors anchors = LogAnchors.of(configuration, disk, log, alarms, clock);
    anchors.refuseRollback(disk.path());
    anchors.show(metrics);
    Threads.await(
        "the key-use log cannot be written",
        log.append(LogEntries.boot(file, parts.version(), disk, clock.instant())),
        PATIENCE);
    show(disk, metrics);
    return new Foundation(
        configuration, parts, metrics, alarms, data, durability, disk, log, anchors);
  }

  private static TiledKeyUseLog openLog(
      BridgeConfiguration configuration, LogDurability durability, Clock clock) {
    LogConfiguration log = configuration.log();
    try {
      return TiledKeyUseLog.open(
          KeyUseLogSettings.of(configuration.logDirectory(), LogEntries.origin(configuration))
              .withReserve(log.reserve().bytes())
              .withCheckpoints(log.checkpointInterval()),
          durability,
          clock);
    } catch (KeyUseLogException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The last entry, and a checkpoint that covers it; while the HSMs still answer. */
  void writeShutdown() {
    Threads.await(
        "the shutdown entry",
        log.append(new KeyUseEntry.Shutdown(clock().instant(), "stopped"))
            .thenCompose(written -> disk.checkpoint()),
        PATIENCE);
  }

  private static void show(TiledKeyUseLog log, Metrics metrics) {
    metrics.counter(
        "key_use_log.entries", "Durable entries", Tags.empty(), () -> log.meters().entries());
    metrics.counter(
        "key_use_log.batches", "Writes of the log", Tags.empty(), () -> log.meters().batches());
    metrics.counter(
        "key_use_log.failed",
        "Entries that could not be made durable",
        Tags.empty(),
        () -> unwritten(log.meters()));
    metrics.gauge(
        "key_use_log.signed.size",
        "Entries that the newest signed checkpoint covers",
        Tags.empty(),
        () -> log.signing().newest().map(Checkpoint::size).orElse(0L));
    metrics.gauge(
        "key_use_log.signing",
        "1 if the last checkpoint was signed",
        Tags.empty(),
        () -> log.signing() instanceof SigningState.Signing ? 1 : 0);
    metrics.gauge(
        "key_use_log.reserve",
        "1 if the room for a full disk is kept",
        Tags.empty(),
        () -> log.hasReserve() ? 1 : 0);
    metrics.gauge(
        "key_use_log.waiting",
        "Entries that wait for the disk",
        Tags.empty(),
        () -> log.meters().waiting());
  }

  private static long unwritten(KeyUseLogMeters meters) {
    return meters.failed() + meters.rejected();
  }

  Clock clock() {
    return parts.clock();
  }
}
