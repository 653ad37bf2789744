package io.sealbridge.audit.verify;

import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.MalformedNoteException;
import io.sealbridge.audit.note.SignedNote;
import io.sealbridge.audit.note.VerifierKey;
import java.util.List;

/**
 * What a verifier brings along, from somewhere else than the log's host.
 *
 * @param logKeys of the HSM keys that sign; without any nothing shows who wrote the log
 * @param witnessKeys of the witnesses that are believed
 * @param checkpoints of the log, that were kept elsewhere
 */
public record Trusted(
    List<VerifierKey> logKeys, List<VerifierKey> witnessKeys, List<Kept> checkpoints) {
  /**
   * A checkpoint that was kept elsewhere.
   *
   * @param where it was found, for people
   */
  public record Kept(String where, SignedNote note, Checkpoint checkpoint) {
    public static Kept parse(String where, byte[] bytes) throws MalformedNoteException {
      SignedNote note = SignedNote.parse(bytes);
      return new Kept(where, note, Checkpoint.parse(note.text()));
    }
  }

  /** Nothing. */
  public static final Trusted NOTHING = new Trusted(List.of(), List.of(), List.of());

  public Trusted {
    logKeys = List.copyOf(logKeys);
    witnessKeys = List.copyOf(witnessKeys);
    checkpoints = List.copyOf(checkpoints);
  }

  /** Whether one of the log's keys signed the note. */
  boolean signedByLog(SignedNote note, String origin) {
    return logKeys.stream().anyMatch(key -> key.name().equals(origin) && key.signed(note));
  }

  boolean signedByWitness(SignedNote note) {
    return witnessKeys.stream().anyMatch(key -> key.signed(note));
  }
}
