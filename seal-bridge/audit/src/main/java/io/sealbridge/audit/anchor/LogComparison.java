package io.sealbridge.audit.anchor;

import io.sealbridge.audit.merkle.MissingNodeException;
import io.sealbridge.audit.merkle.ProofMaker;
import io.sealbridge.audit.merkle.TreeHash;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.MalformedNoteException;
import io.sealbridge.audit.note.SignedNote;
import io.sealbridge.audit.tiles.TileNodes;
import java.util.Optional;

/** Compares the log with a checkpoint of it that somebody else has kept. */
public final class LogComparison {
  private LogComparison() {}

  /**
   * What speaks against our log being the one of {@code theirs}; empty if it is, or has grown.
   * Reads the log's tiles.
   *
   * @throws AnchorException if the tiles cannot be read
   */
  public static Optional<AnchorAnswer.Conflict> conflict(CheckpointSource own, Checkpoint theirs)
      throws AnchorException {
    Optional<SignedNote> newest = own.newest();
    if (newest.isEmpty()) {
      return theirs.size() == 0 ? Optional.empty() : Optional.of(ahead(theirs.size(), 0));
    }
    Checkpoint ours = checkpoint(newest.get());
    if (theirs.size() > ours.size()) {
      return Optional.of(ahead(theirs.size(), ours.size()));
    }
    return rootAt(own, ours.size(), theirs.size()).equals(theirs.root())
        ? Optional.empty()
        : Optional.of(
            new AnchorAnswer.Conflict(
                "it knows another log of this name: its first %d entries have the root %s there"
                    .formatted(theirs.size(), theirs.root())));
  }

  /** They know {@code theirs} entries, and we have {@code ours}. */
  public static AnchorAnswer.Conflict ahead(long theirs, long ours) {
    return new AnchorAnswer.Conflict(
        "it knows a log of this name with %d entries, and the newest checkpoint here has %d"
            .formatted(theirs, ours));
  }

  private static TreeHash rootAt(CheckpointSource own, long size, long at) throws AnchorException {
    try {
      return new ProofMaker(new TileNodes(own.tiles(), size)).root(at);
    } catch (MissingNodeException e) {
      throw new AnchorException("the log's own tiles cannot be read: " + e.getMessage(), e);
    }
  }

  /** The checkpoint of a note that we signed ourselves. */
  public static Checkpoint checkpoint(SignedNote own) {
    try {
      return Checkpoint.parse(own.text());
    } catch (MalformedNoteException e) {
      throw new IllegalStateException("a note of the log that is no checkpoint", e);
    }
  }
}
