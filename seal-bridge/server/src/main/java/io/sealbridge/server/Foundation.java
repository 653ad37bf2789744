package io.sealbridge.server;

import io.micrometer.core.instrument.Tags;
import io.sealbridge.audit.JsonLinesKeyUseLog;
import io.sealbridge.audit.KeyUseLogMeters;
import io.sealbridge.audit.KeyUseLogSettings;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.KeyUseLogException;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.ConfigurationFile;
import io.sealbridge.server.config.LogSync;
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
    JsonLinesKeyUseLog disk,
    KeyUseLog log) {

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
    JsonLinesKeyUseLog disk = openLog(configuration, clock);
    closers.add("key-use log", disk);
    KeyUseLog log = new TimedLog(disk, metrics);
    Threads.await(
        "the key-use log cannot be written",
        log.append(LogEntries.boot(file, parts.version(), clock.instant())),
        PATIENCE);
    closers.add("shutdown entry", () -> writeShutdown(log, clock));
    show(disk, metrics);
    return new Foundation(configuration, parts, metrics, new Alarms(clock), data, disk, log);
  }

  private static JsonLinesKeyUseLog openLog(BridgeConfiguration configuration, Clock clock) {
    KeyUseLogSettings settings =
        KeyUseLogSettings.of(
            configuration.logDirectory(),
            configuration.log().sync() == LogSync.ALWAYS
                ? KeyUseLogSettings.Durability.SYNCED
                : KeyUseLogSettings.Durability.HANDED_OVER);
    try {
      return JsonLinesKeyUseLog.open(settings, clock);
    } catch (KeyUseLogException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void writeShutdown(KeyUseLog log, Clock clock) {
    Threads.await(
        "the shutdown entry",
        log.append(new KeyUseEntry.Shutdown(clock.instant(), "stopped")),
        PATIENCE);
  }

  private static void show(JsonLinesKeyUseLog log, Metrics metrics) {
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
