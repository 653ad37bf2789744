package io.sealbridge.audit;

import io.sealbridge.audit.merkle.MissingNodeException;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.SignedNote;
import io.sealbridge.audit.tiles.EntryBundle;
import io.sealbridge.audit.tiles.TileFolder;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.KeyUseLogException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key-use log as a transparency log in one folder (C2SP tlog-tiles), with a journal of its
 * newest entries. Entries that arrive while the disk is busy share the next write and sync; those
 * that must be signed share the next checkpoint. Appending never blocks: an entry more than may
 * wait is refused. Safe for use by many threads.
 *
 * <p>Stages complete on one thread of the log that neither writes nor signs; what is chained to
 * them may submit work elsewhere but must not block, or it holds up the answers of others (never
 * the disk).
 *
 * <p>After a failure every entry is refused until the disk takes bytes again, which the log tries
 * by itself. Entries that were acknowledged stay; a line that was torn is cut off before anything
 * is written behind it.
 */
public final class TiledKeyUseLog implements KeyUseLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TiledKeyUseLog.class);
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  private final LogDirectory directory;
  private final OpenedLog opened;
  private final DurabilityRule rule;
  private final EntryQueue queue;
  private final Reserve reserve;
  private final Checkpoints checkpoints;
  private final TreeKeeper tree;
  private final BatchWriter writer;
  private final ExecutorService answers =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("key-use-answers").factory());

  private TiledKeyUseLog(
      KeyUseLogSettings settings,
      LogDirectory directory,
      OpenedLog opened,
      DurabilityRule rule,
      Clock clock) {
    this.directory = directory;
    this.opened = opened;
    this.rule = rule;
    this.queue = new EntryQueue(settings.queued());
    this.reserve = new Reserve(settings.directory(), settings.reserveBytes());
    this.checkpoints =
        new Checkpoints(
            opened.tree(), settings, opened.note(), opened.checkpoint(), clock, answers::execute);
    this.tree =
        new TreeKeeper(opened.tree(), opened.journal(), checkpoints, settings.retryInterval());
    this.writer = new BatchWriter(settings, queue, opened.journal(), tree, reserve, clock, answers);
  }

  /**
   * Locks the folder, moves a torn last line aside, takes the tree up, compares it with the newest
   * checkpoint, and begins to take entries.
   *
   * @param rule when each entry is acknowledged
   * @throws KeyUseLogException if the folder cannot be used, another process uses it, or what is in
   *     it is not what its checkpoint says
   */
  public static TiledKeyUseLog open(KeyUseLogSettings settings, DurabilityRule rule, Clock clock) {
    return open(settings, rule, clock, DiskFile::open);
  }

  static TiledKeyUseLog open(
      KeyUseLogSettings settings, DurabilityRule rule, Clock clock, LogFile.Opener opener) {
    LogDirectory directory = LogDirectory.open(settings.directory());
    try {
      TiledKeyUseLog log =
          new TiledKeyUseLog(settings, directory, OpenedLog.of(settings, opener), rule, clock);
      log.reserve.fill();
      log.tree.start();
      log.writer.start();
      return log;
    } catch (IOException | MissingNodeException e) {
      closeQuietly(directory);
      throw new KeyUseLogException(
          "the key-use log in "
              + settings.directory()
              + " cannot be opened: "
              + (e instanceof IOException io ? IoReason.of(io) : e.getMessage())
              + "; no key is used without it",
          e);
    }
  }

  /** Checkpoints are signed by {@code signer} from now on; entries that must be signed wait. */
  public void signBy(CheckpointSigner signer) {
    tree.signBy(signer);
  }

  @Override
  public CompletionStage<Void> append(KeyUseEntry entry) {
    PendingEntry pending = new PendingEntry(EntryFormat.line(entry), rule.of(entry));
    Optional<String> refusal =
        pending.line().length > EntryBundle.LONGEST_ENTRY
            ? Optional.of("takes no entry of " + pending.line().length + " bytes")
            : queue.offer(pending);
    if (refusal.isPresent()) {
      writer.counters().rejected();
      return CompletableFuture.failedFuture(
          new KeyUseLogException("the key-use log in " + directory.path() + " " + refusal.get()));
    }
    return pending.durable();
  }

  /**
   * Signs what there is. The stage completes when it has been tried; {@link #signing} says how it
   * went.
   */
  public CompletionStage<Void> checkpoint() {
    return tree.sign();
  }

  public KeyUseLogHealth health() {
    return writer.health();
  }

  public SigningState signing() {
    return checkpoints.state();
  }

  /** The newest checkpoint with its signature. */
  public Optional<SignedNote> newestCheckpoint() {
    return checkpoints.newest();
  }

  /** The checkpoint that was found when the log was opened. */
  public Optional<Checkpoint> previous() {
    return opened.checkpoint();
  }

  public TileFolder tiles() {
    return opened.tree().tiles();
  }

  public Path path() {
    return directory.path();
  }

  /** Whether the room that is kept for a full disk is still there. */
  public boolean hasReserve() {
    return reserve.isWhole();
  }

  public KeyUseLogMeters meters() {
    return writer.counters().snapshot(queue.size());
  }

  /**
   * Refuses further entries, writes and syncs those that wait, and releases the folder. Signs
   * nothing: ask for a {@link #checkpoint} before. Waits at most a few seconds for a disk that
   * hangs; the folder then stays locked until the process ends.
   */
  @Override
  public void close() {
    queue.close();
    boolean ended = writer.awaitEnd() && tree.end();
    answers.shutdown();
    if (ended && awaitAnswers()) {
      closeQuietly(directory);
    } else {
      LOG.atError()
          .addKeyValue("directory", directory.path())
          .log("the key-use log's disk does not answer; entries may be lost");
    }
  }

  private boolean awaitAnswers() {
    try {
      return answers.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
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
