package io.sealbridge.audit;

import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.tree.LogTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that builds the tree over the entries that the journal has, and asks for signatures.
 * Never waits for the HSM: entries go on being added while a checkpoint is signed.
 */
final class TreeKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(TreeKeeper.class);
  private static final Duration LONGEST_END = Duration.ofSeconds(5);
  private static final int MOST_BATCHES = 1024;

  /** What the thread is told. */
  private sealed interface Event {
    record Written(List<PendingEntry> batch) implements Event {}

    record Answered(
        Checkpoint checkpoint,
        Optional<CheckpointSigner.Signed> signed,
        @Nullable Throwable failure)
        implements Event {}

    /** Sign what there is, and tell when that has been tried. */
    record Asked(CompletableFuture<Void> tried) implements Event {}

    record Ended() implements Event {}
  }

  private final LogTree tree;
  private final Journal journal;
  private final Checkpoints checkpoints;
  private final Duration retryInterval;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  /** Only the writer ever waits for room. The tree's thread tells itself of signatures, too. */
  private final Semaphore room = new Semaphore(MOST_BATCHES);

  private final Thread thread;

  private volatile @Nullable IOException failure;
  private volatile @Nullable CheckpointSigner signer;
  private boolean signing;

  /** The journal keeps nothing that it need not of the entries before this one. */
  private long retired = -1;

  private boolean ended;

  TreeKeeper(LogTree tree, Journal journal, Checkpoints checkpoints, Duration retryInterval) {
    this.tree = tree;
    this.journal = journal;
    this.checkpoints = checkpoints;
    this.retryInterval = retryInterval;
    this.thread = Thread.ofPlatform().daemon().name("key-use-tree").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void signBy(CheckpointSigner by) {
    signer = by;
  }

  /** Why the tree cannot take entries; empty if it can. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Takes entries that the journal has; waits while too many have not been added. */
  void written(List<PendingEntry> batch) throws InterruptedException {
    room.acquire();
    events.add(new Event.Written(batch));
  }

  /**
   * Completes when everything that was written before the call has been signed, or could not be.
   */
  CompletableFuture<Void> sign() {
    CompletableFuture<Void> tried = new CompletableFuture<>();
    events.add(new Event.Asked(tried));
    return tried;
  }

  /** Ends after everything that was told before. */
  boolean end() {
    events.add(new Event.Ended());
    try {
      return thread.join(LONGEST_END);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void run() {
    try {
      while (!ended) {
        Event event = events.poll(untilNext().toNanos(), TimeUnit.NANOSECONDS);
        if (failure != null) {
          settle();
        }
        if (event != null) {
          handle(event);
        }
        if (!signing && failure == null && checkpoints.isDue(tree.size())) {
          beginCheckpoint();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // Without a tree there is no log: the writer sees it and refuses everything.
      fail(new IOException("the tree cannot go on: " + e, e));
    } finally {
      checkpoints.end();
    }
  }

  private Duration untilNext() {
    Duration next = signing ? retryInterval : checkpoints.untilDue();
    return failure != null && retryInterval.compareTo(next) < 0 ? retryInterval : next;
  }

  private void handle(Event event) {
    switch (event) {
      case Event.Written(List<PendingEntry> batch) -> {
        room.release();
        add(batch);
      }
      case Event.Answered answered -> {
        signing = false;
        checkpoints.answered(answered.checkpoint(), answered.signed(), answered.failure());
      }
      case Event.Asked(CompletableFuture<Void> tried) -> checkpoints.ask(tree.size(), tried);
      case Event.Ended _ -> ended = true;
    }
  }

  private void add(List<PendingEntry> batch) {
    for (PendingEntry entry : batch) {
      try {
        tree.append(entry.entry());
      } catch (IOException e) {
        fail(e);
      }
      if (entry.durability() == Durability.SIGNED) {
        checkpoints.await(tree.size(), entry);
      }
    }
    retire();
  }

  private void retire() {
    if (tree.bundled() == retired) {
      return;
    }
    try {
      journal.retire(tree.bundled());
      retired = tree.bundled();
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("a journal file that is not needed any more stays");
    }
  }

  private void settle() {
    try {
      tree.settle();
      failure = null;
      LOG.atWarn().log("the tiles of the key-use log can be written again");
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(IOException e) {
    if (failure == null) {
      LOG.atError().setCause(e).log("the tiles of the key-use log cannot be written");
    }
    failure = e;
  }

  private void beginCheckpoint() {
    CheckpointSigner by = signer;
    if (by == null) {
      checkpoints.notYet();
      return;
    }
    try {
      journal.syncNow();
      tree.writePartials();
    } catch (IOException e) {
      fail(e);
      return;
    }
    Checkpoint checkpoint = checkpoints.begin();
    signing = true;
    var _ =
        by.sign(checkpoint.text().getBytes(StandardCharsets.UTF_8))
            .whenComplete(
                (signed, refused) ->
                    events.add(
                        new Event.Answered(
                            checkpoint, signed == null ? Optional.empty() : signed, refused)));
  }
}
