package io.sealbridge.server.anchor;

import io.sealbridge.audit.anchor.Anchor;
import io.sealbridge.audit.anchor.AnchorAnswer;
import io.sealbridge.audit.anchor.AnchorException;
import io.sealbridge.audit.anchor.CheckpointSource;
import io.sealbridge.audit.anchor.LogComparison;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.NoteSignature;
import io.sealbridge.audit.note.SignedNote;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps one anchor up to date: sends the newest checkpoint when the log has grown by more than
 * entries about anchors, writes into the log that it was taken, and tries again after a failure,
 * later each time. For one thread, but for what it shows.
 */
final class AnchorKeeper implements AnchorStanding {

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 8;

  /**
   * What anchors share.
   *
   * @param recorded entries about anchors that were written since the start
   */
  record Parts(
      CheckpointSource own,
      KeyUseLog log,
      AnchorAlarms alarms,
      Clock clock,
      Duration interval,
      AtomicLong recorded) {}

  private final Anchor anchor;
  private final Parts parts;
  private long sentSize = -1;
  private long recordedThen;
  private int failures;
  private boolean closing;
  private Instant due;
  private volatile Instant current;
  private volatile Optional<String> trouble = Optional.empty();
  private final AtomicLong failed = new AtomicLong();

  AnchorKeeper(Anchor anchor, Parts parts) {
    this.anchor = anchor;
    this.parts = parts;
    this.due = parts.clock().instant();
    this.current = due;
  }

  @Override
  public String name() {
    return anchor.name();
  }

  @Override
  public Duration behind() {
    Duration behind = Duration.between(current, parts.clock().instant());
    return behind.isNegative() ? Duration.ZERO : behind;
  }

  @Override
  public Optional<String> trouble() {
    return trouble;
  }

  @Override
  public long failed() {
    return failed.get();
  }

  /** Asks whether the place knows more of the log, or another one. Blocks. */
  Optional<AnchorAnswer.Conflict> conflict() throws AnchorException {
    return anchor.conflict();
  }

  /** Sends what is due. Blocks. */
  void look() {
    if (!parts.clock().instant().isBefore(due)) {
      sendIfNew();
    }
  }

  /** Sends what is new, whether it is due or not, and writes nothing more. Blocks. */
  void sendLast() {
    closing = true;
    sendIfNew();
  }

  private void sendIfNew() {
    long recorded = parts.recorded().get();
    Optional<SignedNote> newest = parts.own().newest();
    if (newest.isEmpty()) {
      return;
    }
    Checkpoint checkpoint = LogComparison.checkpoint(newest.get());
    boolean nothingNew = sentSize >= 0 && checkpoint.size() - sentSize <= recorded - recordedThen;
    if (nothingNew) {
      current = parts.clock().instant();
      return;
    }
    try {
      switch (anchor.send(newest.get())) {
        case AnchorAnswer.Taken taken -> {
          sentSize = checkpoint.size();
          recordedThen = recorded;
          taken(checkpoint, taken.proof());
        }
        case AnchorAnswer.Conflict conflict -> {
          parts
              .alarms()
              .raise(
                  AnchorAlarms.CONFLICT,
                  "anchor " + name() + ": " + conflict.text() + "; " + Anchors.MEANING);
          fail(conflict.text());
        }
      }
    } catch (AnchorException e) {
      parts.alarms().raise(AnchorAlarms.UNREACHABLE, "anchor " + name() + ": " + e.getMessage());
      fail(String.valueOf(e.getMessage()));
    }
  }

  private void taken(Checkpoint checkpoint, Optional<NoteSignature> proof) {
    Instant now = parts.clock().instant();
    current = now;
    failures = 0;
    trouble = Optional.empty();
    due = now.plus(parts.interval());
    if (closing) {
      return;
    }
    // Counted first: an entry that a checkpoint has and nobody has counted would look like news.
    parts.recorded().incrementAndGet();
    var _ =
        parts
            .log()
            .append(
                new KeyUseEntry.Anchored(
                    now,
                    name(),
                    checkpoint.size(),
                    checkpoint.root().base64(),
                    proof.map(NoteSignature::line)))
            .exceptionally(
                _ -> {
                  parts.recorded().decrementAndGet();
                  return null;
                });
  }

  private void fail(String text) {
    failed.incrementAndGet();
    trouble = Optional.of(text);
    Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    failures++;
    due =
        parts
            .clock()
            .instant()
            .plus(wait.compareTo(parts.interval()) < 0 ? wait : parts.interval());
  }
}
