package io.sealbridge.keyring.standing;

import io.sealbridge.keyring.Alarm;
import io.sealbridge.keyring.AlarmListener;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.Thaw;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Believes a freeze at once, and its end only as the configuration demands; writes every state that
 * takes effect to the key-use log. Safe for use by many threads.
 */
public final class RecordedStandings implements Standings {
  private final ThawKeys thawKeys;
  private final FreezeMarks marks;
  private final KeyUseLog log;
  private final AlarmListener alarms;
  private final Clock clock;
  private final Recorder<KeyName, Standing> recorder = new Recorder<>();

  public RecordedStandings(
      ThawKeys thawKeys, FreezeMarks marks, KeyUseLog log, AlarmListener alarms, Clock clock) {
    this.thawKeys = thawKeys;
    this.marks = marks;
    this.log = log;
    this.alarms = alarms;
    this.clock = clock;
  }

  @Override
  public Standing of(KeyState held) {
    Optional<String> signer = held.thaw().flatMap(thaw -> thawKeys.signer(held.name(), thaw));
    if (held.frozen() || !thawKeys.areRequired() || !marks.isOpen(held.name())) {
      return new Standing(held, held, signer, Optional.empty());
    }
    Optional<String> doubt = doubt(held, signer);
    return new Standing(held, doubt.isPresent() ? held.asFrozen() : held, signer, doubt);
  }

  private Optional<String> doubt(KeyState held, Optional<String> signer) {
    long frozen = marks.frozen().highest(held.name());
    if (held.thaw().isEmpty()) {
      return Optional.of("no signature of a thaw key ends the freeze of serial " + frozen);
    }
    if (signer.isEmpty()) {
      return Optional.of("the signature in the state is of no thaw key that is configured here");
    }
    Thaw thaw = held.thaw().get();
    return thaw.serial() < frozen
        ? Optional.of(
            "the signature ended serial %d, and serial %d was frozen later"
                .formatted(thaw.serial(), frozen))
        : Optional.empty();
  }

  @Override
  public void inForce(Collection<Standing> standings) {
    for (Standing standing : standings) {
      KeyName key = standing.held().name();
      standing
          .heldFrozen()
          .ifPresent(
              why -> alarms.raised(new Alarm.ThawRefused(key, standing.held().serial(), why)));
      if (!isRecorded(standing)) {
        record(key, standing);
      }
    }
  }

  /** The mark first: an entry says that the replica will still know after a restart. */
  private void record(KeyName key, Standing standing) {
    CompletionStage<Void> marked = mark(standing);
    var _ =
        recorder
            .note(key, standing, () -> marked.thenCompose(_ -> log.append(entry(standing))))
            .whenComplete(
                (_, failure) -> {
                  if (failure != null) {
                    alarms.raised(unrecorded(standing, failure));
                  }
                });
  }

  private static Alarm unrecorded(Standing standing, Throwable failure) {
    return new Alarm.StateNotRecorded(
        standing.held().name(),
        standing.held().serial(),
        KeyringException.of(failure).error().seen().orElse(failure.toString()));
  }

  private CompletionStage<Void> mark(Standing standing) {
    KeyState state = standing.state();
    if (standing.held().frozen()) {
      return marks.frozen().raise(state.name(), state.serial());
    }
    return !state.frozen() && marks.isOpen(state.name())
        ? marks.thawed().raise(state.name(), marks.frozen().highest(state.name()))
        : CompletableFuture.completedFuture(null);
  }

  private KeyUseEntry entry(Standing standing) {
    KeyState state = standing.state();
    return new KeyUseEntry.StateSeen(
        clock.instant(),
        state.name(),
        state.serial(),
        state.latest().number(),
        state.minDecryptionVersion(),
        state.minEncryptionVersion(),
        state.frozen(),
        standing.thawedBy(),
        standing.heldFrozen());
  }

  /** Whether the entry that says so is durable in the key-use log. */
  public boolean isRecorded(Standing standing) {
    return recorder.recorded(standing.held().name()).equals(Optional.of(standing));
  }
}
