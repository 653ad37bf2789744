package io.sealbridge.audit;

import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.NoteSignature;
import io.sealbridge.audit.note.SignedNote;
import io.sealbridge.audit.note.VerifierKey;
import io.sealbridge.audit.tree.LogTree;
import io.sealbridge.keyring.KeyUseLogException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a checkpoint is due, who waits for it, and what becomes of its signature. For the thread of
 * the tree, but for {@link #state} and {@link #newest}.
 */
final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  /** Something that ends when a checkpoint covers {@code size} entries or could not be had. */
  private record Waiting(long size, boolean mustBeSigned, CompletableFuture<Void> stage) {}

  private final LogTree tree;
  private final String origin;
  private final Duration interval;
  private final Clock clock;
  private final Consumer<Runnable> answers;
  private final VerifierKeys keys;
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  private volatile SigningState state;
  private volatile Optional<SignedNote> newest;
  private long attempted;
  private long attemptedAt;

  /**
   * @param answers where those who wait are told
   */
  Checkpoints(
      LogTree tree,
      KeyUseLogSettings settings,
      Optional<SignedNote> newest,
      Optional<Checkpoint> checkpoint,
      Clock clock,
      Consumer<Runnable> answers) {
    this.tree = tree;
    this.origin = settings.origin();
    this.interval = settings.checkpointInterval();
    this.clock = clock;
    this.answers = answers;
    this.keys = new VerifierKeys(tree);
    this.newest = newest;
    this.state = new SigningState.Begun(checkpoint);
    this.attempted = checkpoint.map(Checkpoint::size).orElse(0L);
    this.attemptedAt = System.nanoTime() - interval.toNanos();
  }

  SigningState state() {
    return state;
  }

  Optional<SignedNote> newest() {
    return newest;
  }

  /** {@code entry} is answered once a signed checkpoint has this size or a larger one. */
  void await(long size, PendingEntry entry) {
    waiting.add(new Waiting(size, true, entry.durable()));
  }

  void ask(long size, CompletableFuture<Void> tried) {
    waiting.add(new Waiting(size, false, tried));
  }

  boolean isDue(long size) {
    boolean somebodyWaits = !waiting.isEmpty();
    boolean somethingNew = size > covered() && size > 0;
    return somebodyWaits || (somethingNew && untilInterval() <= 0);
  }

  Duration untilDue() {
    return waiting.isEmpty()
        ? Duration.ofNanos(Math.max(untilInterval(), Duration.ofMillis(1).toNanos()))
        : Duration.ofMillis(1);
  }

  private long untilInterval() {
    return attemptedAt + interval.toNanos() - System.nanoTime();
  }

  private long covered() {
    return state.newest().map(Checkpoint::size).orElse(0L);
  }

  Checkpoint begin() {
    Checkpoint checkpoint = tree.checkpoint(origin);
    attempted = checkpoint.size();
    attemptedAt = System.nanoTime();
    return checkpoint;
  }

  /** Nobody is there to sign: those who only asked are told, the others wait. */
  void notYet() {
    attemptedAt = System.nanoTime();
    waiting.removeIf(
        waits -> {
          if (!waits.mustBeSigned()) {
            answers.accept(() -> waits.stage().complete(null));
          }
          return !waits.mustBeSigned();
        });
  }

  void answered(
      Checkpoint checkpoint,
      Optional<CheckpointSigner.Signed> signed,
      @Nullable Throwable failure) {
    if (failure != null) {
      fail(String.valueOf(cause(failure).getMessage()), failure);
    } else if (signed.isEmpty()) {
      noKey();
    } else {
      publish(checkpoint, signed.get());
    }
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private void publish(Checkpoint checkpoint, CheckpointSigner.Signed signed) {
    try {
      VerifierKey key = VerifierKey.ecdsa(origin, signed.publicKey().lend());
      NoteSignature signature = new NoteSignature(origin, key.id(), signed.signature());
      if (!key.verifies(checkpoint.text(), signature)) {
        throw new IOException("the HSM's signature does not verify with its public key");
      }
      SignedNote note = new SignedNote(checkpoint.text(), List.of(signature));
      keys.note(key);
      tree.publish(note.note());
      newest = Optional.of(note);
      if (!(state instanceof SigningState.Signing)) {
        LOG.atInfo().addKeyValue("size", checkpoint.size()).log("checkpoints are signed");
      }
      state = new SigningState.Signing(checkpoint, clock.instant());
      release(checkpoint.size(), Optional.empty());
    } catch (IOException | IllegalArgumentException e) {
      fail(String.valueOf(e.getMessage()), e);
    }
  }

  /** Then the entries are as durable as they get. */
  private void noKey() {
    if (!(state instanceof SigningState.NoKey)) {
      LOG.atWarn()
          .log("the key-use log is not signed: make its key by \"keys create bridge-checkpoints\"");
    }
    state = new SigningState.NoKey(state.newest());
    release(attempted, Optional.empty());
  }

  private void fail(String reason, Throwable failure) {
    Instant since =
        state instanceof SigningState.Failing failing ? failing.since() : clock.instant();
    if (!(state instanceof SigningState.Failing)) {
      LOG.atError().setCause(failure).log("the key-use log's checkpoint could not be signed");
    }
    state = new SigningState.Failing(state.newest(), reason, since);
    release(
        attempted,
        Optional.of(
            new KeyUseLogException(
                "the key-use log's checkpoint could not be signed: " + reason, failure)));
  }

  private void release(long size, Optional<KeyUseLogException> refused) {
    while (!waiting.isEmpty() && waiting.getFirst().size() <= size) {
      Waiting first = waiting.removeFirst();
      answers.accept(
          () ->
              refused
                  .filter(_ -> first.mustBeSigned())
                  .ifPresentOrElse(
                      first.stage()::completeExceptionally, () -> first.stage().complete(null)));
    }
  }

  /** Nobody will sign any more. */
  void end() {
    release(Long.MAX_VALUE, Optional.of(new KeyUseLogException("the key-use log is closed")));
  }
}
