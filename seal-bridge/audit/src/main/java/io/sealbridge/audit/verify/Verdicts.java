package io.sealbridge.audit.verify;

import io.sealbridge.audit.merkle.MissingNodeException;
import io.sealbridge.audit.merkle.ProofMaker;
import io.sealbridge.audit.merkle.TreeHash;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.MalformedNoteException;
import io.sealbridge.audit.note.NoteSignature;
import io.sealbridge.audit.note.SignedNote;
import io.sealbridge.audit.read.LogFolder;
import io.sealbridge.audit.tiles.TileNodes;
import io.sealbridge.keyring.KeyUseEntry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** From what was computed to a verdict. */
record Verdicts(
    LogFolder folder,
    Trusted trusted,
    List<Finding> findings,
    List<EntryChecks.Named> named,
    long entries) {

  Verdict verdict() throws IOException {
    boolean signed = isSigned();
    long witnessed = 0;
    ProofMaker roots = new ProofMaker(new TileNodes(folder.tiles(), folder.signedSize()));
    for (EntryChecks.Named name : named) {
      witnessed = Math.max(witnessed, compare(name, roots));
    }
    for (Trusted.Kept kept : trusted.checkpoints()) {
      witnessed = Math.max(witnessed, compare(kept, roots));
    }
    return new Verdict(
        folder.origin(),
        entries,
        folder.checkpoint(),
        new Intervals(folder, findings, entries)
            .of(signed ? folder.signedSize() : 0, signed ? witnessed : 0),
        findings);
  }

  private boolean isSigned() {
    if (folder.note().isEmpty()) {
      findings.add(Finding.note("checkpoint", "there is none: nothing was signed"));
      return false;
    }
    if (trusted.logKeys().isEmpty()) {
      findings.add(
          Finding.note(
              "checkpoint", "its signature was not checked, because no key of the log was given"));
      return false;
    }
    boolean signed = trusted.signedByLog(folder.note().get(), folder.origin());
    if (!signed) {
      findings.add(
          Finding.broken("checkpoint", "is not signed by any of the log's keys that were given"));
    }
    return signed;
  }

  /** Up to which entry what an entry names is witnessed; 0 if it is not. */
  private long compare(EntryChecks.Named name, ProofMaker roots) {
    String where = "entry " + name.index();
    if (name.size() > name.index()) {
      findings.add(
          Finding.broken(
              where,
              "names a checkpoint of %d entries, more than there were before it"
                  .formatted(name.size())));
      return 0;
    }
    if (name.size() > folder.signedSize()) {
      return 0;
    }
    Optional<TreeHash> root = root(roots, name.size(), where);
    if (root.isEmpty()) {
      return 0;
    }
    if (!root.get().base64().equals(name.root())) {
      findings.add(
          Finding.broken(
              where,
              "names a checkpoint of %d entries with another root: the log is a fork of the one"
                      .formatted(name.size())
                  + " that was signed then"));
      return 0;
    }
    return name.entry() instanceof KeyUseEntry.Anchored anchored
            && isWitnessed(anchored, root.get(), where)
        ? name.size()
        : 0;
  }

  private boolean isWitnessed(KeyUseEntry.Anchored anchored, TreeHash root, String where) {
    if (anchored.proof().isEmpty() || trusted.witnessKeys().isEmpty()) {
      return false;
    }
    try {
      NoteSignature signature = NoteSignature.parse(anchored.proof().get());
      SignedNote note =
          new SignedNote(
              new Checkpoint(folder.origin(), anchored.size(), root).text(), List.of(signature));
      return trusted.signedByWitness(note);
    } catch (MalformedNoteException e) {
      findings.add(Finding.suspicious(where, "the witness's signature: " + e.getMessage()));
      return false;
    }
  }

  /** Up to which entry a checkpoint from elsewhere shows that the log is the same. */
  private long compare(Trusted.Kept kept, ProofMaker roots) {
    Checkpoint checkpoint = kept.checkpoint();
    if (!checkpoint.origin().equals(folder.origin())) {
      return 0;
    }
    boolean byLog = trusted.signedByLog(kept.note(), folder.origin());
    boolean byWitness = trusted.signedByWitness(kept.note());
    if (!byLog && !byWitness) {
      findings.add(
          Finding.suspicious(
              kept.where(), "is signed by none of the keys that were given, so it says nothing"));
      return 0;
    }
    if (checkpoint.size() > folder.signedSize()) {
      findings.add(
          Finding.broken(
              kept.where(),
              "covers %d entries, and the log's newest checkpoint only %d: the log was cut off or"
                      .formatted(checkpoint.size(), folder.signedSize())
                  + " an older copy was put back"));
      return 0;
    }
    Optional<TreeHash> root = root(roots, checkpoint.size(), kept.where());
    if (root.isPresent() && !root.get().equals(checkpoint.root())) {
      findings.add(
          Finding.broken(
              kept.where(),
              "has another root for the first %d entries: the log is a fork"
                  .formatted(checkpoint.size())));
      return 0;
    }
    return root.isPresent() ? checkpoint.size() : 0;
  }

  private Optional<TreeHash> root(ProofMaker roots, long size, String where) {
    try {
      return Optional.of(roots.root(size));
    } catch (MissingNodeException e) {
      findings.add(Finding.broken(where, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }
}
