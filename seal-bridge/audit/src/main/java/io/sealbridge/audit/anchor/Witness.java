package io.sealbridge.audit.anchor;

import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.MalformedNoteException;
import io.sealbridge.audit.note.SignedNote;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Signs that logs only ever grow (C2SP tlog-witness). For each log it signs a checkpoint only if it
 * continues the one that was signed last, and has it on the disk before it answers. Safe for use by
 * many threads; requests for one log wait for each other.
 */
public final class Witness {
  private static final String NOTHING = "";

  private final WitnessKey key;
  private final WitnessStore store;
  private final Clock clock;
  private final Map<String, WatchedLog> byOrigin = new HashMap<>();
  private final Map<String, WatchedLog> byHash = new HashMap<>();

  private Witness(WitnessKey key, WitnessStore store, Clock clock) {
    this.key = key;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Reads what is known of the logs.
   *
   * @throws IOException if something is known that cannot be read, or was signed by nobody who is
   *     trusted; going on without it would forget it
   */
  public static Witness open(
      WitnessKey key, Collection<WitnessedLog> logs, WitnessStore store, Clock clock)
      throws IOException {
    Witness witness = new Witness(key, store, clock);
    for (WitnessedLog log : logs) {
      WatchedLog watched = WatchedLog.read(log, key, store);
      witness.byOrigin.put(log.origin(), watched);
      witness.byHash.put(OriginHash.of(log.origin()), watched);
    }
    return witness;
  }

  /**
   * Answers a request to add a checkpoint.
   *
   * @throws IOException if it could not be made durable; then nothing was signed
   */
  public WitnessAnswer add(byte[] body) throws IOException {
    AddCheckpoint request;
    Checkpoint checkpoint;
    try {
      request = AddCheckpoint.parse(body);
      checkpoint = checkpoint(request.note());
    } catch (MalformedNoteException e) {
      return new WitnessAnswer.Malformed(String.valueOf(e.getMessage()));
    }
    WatchedLog log = byOrigin.get(checkpoint.origin());
    if (log == null) {
      return new WitnessAnswer.UnknownLog(checkpoint.origin());
    }
    Optional<SignedNote> signed = log.signed(request.note());
    if (signed.isEmpty()) {
      return new WitnessAnswer.NotSigned(checkpoint.origin());
    }
    if (request.oldSize() > checkpoint.size()) {
      return new WitnessAnswer.Malformed(
          "the old size, %d, is larger than the new one, %d"
              .formatted(request.oldSize(), checkpoint.size()));
    }
    return log.add(request, checkpoint, signed.get(), key, store, clock.instant());
  }

  /** The newest note of the log whose origin has this hash; empty if none is known. */
  public Optional<SignedNote> newest(String originHash) {
    return Optional.ofNullable(byHash.get(originHash)).flatMap(WatchedLog::newest);
  }

  /** Of the first three lines; those behind them are signed and say nothing here. */
  static Checkpoint checkpoint(SignedNote note) throws MalformedNoteException {
    String[] lines = note.text().split("\n", -1);
    if (lines.length < 4) {
      throw new MalformedNoteException("a checkpoint has lines for origin, size and root");
    }
    for (int i = 3; i < lines.length - 1; i++) {
      if (lines[i].isEmpty()) {
        throw new MalformedNoteException("an extension line of a checkpoint is empty");
      }
    }
    return Checkpoint.parse(String.join("\n", lines[0], lines[1], lines[2], NOTHING));
  }
}
