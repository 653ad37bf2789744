package io.sealbridge.audit.anchor;

import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.SignedNote;
import java.util.Optional;

/**
 * A place outside this host that takes checkpoints of the log. Its calls block, for a bounded time.
 * Used by one thread at a time.
 */
public interface Anchor {
  /** As the configuration calls it. */
  String name();

  /**
   * Sends a checkpoint.
   *
   * @throws AnchorException if it is not known whether the place has it now; trying again is right
   */
  AnchorAnswer send(SignedNote checkpoint) throws AnchorException;

  /**
   * Asks the place whether it knows more of the log than there is, or something else. Empty if it
   * does not, or is one that only takes.
   *
   * @throws AnchorException if it cannot be asked
   */
  Optional<AnchorAnswer.Conflict> conflict() throws AnchorException;

  /**
   * The newest checkpoint of the log that the place shows. Empty if it has none, or is one that
   * only takes, which is reached all the same. Changes nothing there.
   *
   * @throws AnchorException if it cannot be reached or asked
   */
  Optional<Checkpoint> accepted() throws AnchorException;
}
