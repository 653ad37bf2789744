package io.sealbridge.audit;

import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.KeyUseLogException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key-use log as JSON lines in files of one folder. Entries that arrive while the disk is busy
 * share the next write and sync. Appending never blocks: an entry more than may wait is refused.
 * Safe for use by many threads.
 *
 * <p>Stages complete on one thread of the log that is not the writing one; what is chained to them
 * may submit work elsewhere but must not block, or it holds up the answers of others (never the
 * disk).
 *
 * <p>After a failure every entry is refused until the disk takes bytes again, which the log tries
 * by itself. Entries that were acknowledged stay; a line that was torn is cut off before anything
 * is written behind it.
 */
public final class JsonLinesKeyUseLog implements KeyUseLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JsonLinesKeyUseLog.class);

  private final LogDirectory directory;
  private final EntryQueue queue;
  private final BatchWriter writer;

  private JsonLinesKeyUseLog(LogDirectory directory, EntryQueue queue, BatchWriter writer) {
    this.directory = directory;
    this.queue = queue;
    this.writer = writer;
  }

  /**
   * Locks the folder, moves a torn last line aside, and begins to take entries.
   *
   * @throws KeyUseLogException if the folder cannot be used or another process uses it
   */
  public static JsonLinesKeyUseLog open(KeyUseLogSettings settings, Clock clock) {
    return open(settings, clock, DiskFile::open);
  }

  static JsonLinesKeyUseLog open(KeyUseLogSettings settings, Clock clock, LogFile.Opener opener) {
    LogDirectory directory = LogDirectory.open(settings.directory());
    try {
      mend(directory);
      LogFiles files =
          new LogFiles(
              directory,
              opener,
              settings.durability() == KeyUseLogSettings.Durability.SYNCED,
              settings.fileBytes());
      EntryQueue queue = new EntryQueue(settings.queued());
      BatchWriter writer =
          new BatchWriter(settings.directory(), queue, files, clock, settings.retryInterval());
      writer.start();
      return new JsonLinesKeyUseLog(directory, queue, writer);
    } catch (IOException e) {
      closeQuietly(directory);
      throw new KeyUseLogException(
          "the key-use log in "
              + settings.directory()
              + " cannot be opened: "
              + IoReason.of(e)
              + "; no key is used without it",
          e);
    }
  }

  private static void mend(LogDirectory directory) throws IOException {
    List<Path> files = LogDirectory.files(directory.path());
    if (files.isEmpty()) {
      return;
    }
    Optional<TornTail> torn = TornTail.find(files.getLast());
    if (torn.isPresent()) {
      Path aside = torn.get().moveAside();
      LOG.atWarn()
          .addKeyValue("file", files.getLast())
          .addKeyValue("bytes", torn.get().size() - torn.get().keep())
          .addKeyValue("movedTo", aside)
          .log("the key-use log ended with a torn line, which was never acknowledged; moved aside");
    }
  }

  @Override
  public CompletionStage<Void> append(KeyUseEntry entry) {
    PendingEntry pending = new PendingEntry(EntryFormat.line(entry));
    Optional<String> refusal = queue.offer(pending);
    if (refusal.isPresent()) {
      writer.counters().rejected();
      return CompletableFuture.failedFuture(
          new KeyUseLogException("the key-use log in " + directory.path() + " " + refusal.get()));
    }
    return pending.durable();
  }

  public KeyUseLogHealth health() {
    return writer.health();
  }

  public KeyUseLogMeters meters() {
    return writer.counters().snapshot(queue.size());
  }

  /**
   * Refuses further entries, writes and syncs those that wait, and releases the folder. Waits at
   * most a few seconds for a disk that hangs; the folder then stays locked until the process ends.
   */
  @Override
  public void close() {
    queue.close();
    if (writer.awaitEnd()) {
      closeQuietly(directory);
    } else {
      LOG.atError()
          .addKeyValue("directory", directory.path())
          .log("the key-use log's disk does not answer; entries may be lost");
    }
  }

  private static void closeQuietly(LogDirectory directory) {
    try {
      directory.close();
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("directory", directory.path())
          .setCause(e)
          .log("the key-use log's lock could not be released");
    }
  }
}
