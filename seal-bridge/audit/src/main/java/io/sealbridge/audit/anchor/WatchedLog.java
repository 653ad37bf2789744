package io.sealbridge.audit.anchor;

import io.sealbridge.audit.merkle.ConsistencyProof;
import io.sealbridge.audit.merkle.TreeHash;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.MalformedNoteException;
import io.sealbridge.audit.note.NoteSignature;
import io.sealbridge.audit.note.SignedNote;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One log with what is known of it. Comparing and replacing that is one step. */
final class WatchedLog {
  private record Known(Checkpoint checkpoint, SignedNote note) {}

  private final WitnessedLog log;
  private Optional<Known> known;

  private WatchedLog(WitnessedLog log, Optional<Known> known) {
    this.log = log;
    this.known = known;
  }

  static WatchedLog read(WitnessedLog log, WitnessKey key, WitnessStore store) throws IOException {
    Optional<SignedNote> note = store.read(log.origin());
    return new WatchedLog(
        log, note.isPresent() ? Optional.of(known(log, note.get(), key, store)) : Optional.empty());
  }

  private static Known known(WitnessedLog log, SignedNote note, WitnessKey key, WitnessStore store)
      throws IOException {
    try {
      Checkpoint checkpoint = Witness.checkpoint(note);
      boolean trusted =
          key.verifier().signed(note) || log.keys().stream().anyMatch(trust -> trust.signed(note));
      if (trusted && checkpoint.origin().equals(log.origin())) {
        return new Known(checkpoint, note);
      }
    } catch (MalformedNoteException e) {
      throw new IOException(store.file(log.origin()) + ": " + e.getMessage(), e);
    }
    throw new IOException(
        store.file(log.origin())
            + " is not what this witness or the log has signed; restore it, or move it away if what"
            + " is known of "
            + log.origin()
            + " may be forgotten");
  }

  /** The note with the signatures of trusted keys only; empty if there are none. */
  Optional<SignedNote> signed(SignedNote note) {
    List<NoteSignature> good =
        note.signatures().stream()
            .filter(
                signature ->
                    log.keys().stream().anyMatch(key -> key.verifies(note.text(), signature)))
            .toList();
    return good.isEmpty() ? Optional.empty() : Optional.of(new SignedNote(note.text(), good));
  }

  synchronized WitnessAnswer add(
      AddCheckpoint request,
      Checkpoint checkpoint,
      SignedNote note,
      WitnessKey key,
      WitnessStore store,
      Instant now)
      throws IOException {
    long knownSize = known.map(last -> last.checkpoint().size()).orElse(0L);
    TreeHash knownRoot = known.map(last -> last.checkpoint().root()).orElse(TreeHash.EMPTY);
    boolean sameSize = checkpoint.size() == knownSize;
    if (request.oldSize() != knownSize || (sameSize && !checkpoint.root().equals(knownRoot))) {
      return new WitnessAnswer.Conflict(knownSize);
    }
    ConsistencyProof proof = new ConsistencyProof(knownSize, checkpoint.size(), request.proof());
    if (!proof.shows(knownRoot, checkpoint.root())) {
      return new WitnessAnswer.Inconsistent(checkpoint);
    }
    NoteSignature signature = key.cosign(now, note.text());
    if (!sameSize) {
      SignedNote cosigned = note.with(List.of(signature));
      store.write(log.origin(), cosigned);
      known = Optional.of(new Known(checkpoint, cosigned));
    }
    return new WitnessAnswer.Cosigned(signature);
  }

  synchronized Optional<SignedNote> newest() {
    return known.map(Known::note);
  }
}
