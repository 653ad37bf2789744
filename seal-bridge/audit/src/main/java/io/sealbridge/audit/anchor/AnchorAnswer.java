package io.sealbridge.audit.anchor;

import io.sealbridge.audit.note.NoteSignature;
import java.util.Optional;

/** What a place said to a checkpoint. */
public sealed interface AnchorAnswer {
  /**
   * It has the checkpoint.
   *
   * @param proof what a witness signed
   */
  record Taken(Optional<NoteSignature> proof) implements AnchorAnswer {}

  /**
   * It knows a log of this name that ours does not continue.
   *
   * @param text what it knows, for the operator
   */
  record Conflict(String text) implements AnchorAnswer {}
}
