package io.sealbridge.audit.anchor;

import io.sealbridge.audit.note.SignedNote;
import io.sealbridge.audit.tiles.TileFolder;
import java.util.Optional;

/** The log whose checkpoints are anchored. Safe for use by many threads. */
public interface CheckpointSource {
  /** What the log is called in its checkpoints. */
  String origin();

  /**
   * The newest signed checkpoint; empty before the first one. It and what it covers are on the disk
   * already: what left the host and is lost in a power cut would look like a rollback.
   */
  Optional<SignedNote> newest();

  /** The tiles of the newest checkpoint, for proofs. */
  TileFolder tiles();
}
