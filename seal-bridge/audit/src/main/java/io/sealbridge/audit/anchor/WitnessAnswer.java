package io.sealbridge.audit.anchor;

import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.NoteSignature;

/** What a witness answers to add-checkpoint (C2SP tlog-witness). */
public sealed interface WitnessAnswer {
  /** The checkpoint is on the witness's disk. */
  record Cosigned(NoteSignature signature) implements WitnessAnswer {}

  /** The request is not what it should be. */
  record Malformed(String text) implements WitnessAnswer {}

  /** No log of this origin is watched. */
  record UnknownLog(String origin) implements WitnessAnswer {}

  /** No trusted key has signed the checkpoint. */
  record NotSigned(String origin) implements WitnessAnswer {}

  /** The witness knows {@code size} entries, or as many with another root. */
  record Conflict(long size) implements WitnessAnswer {}

  /** The new checkpoint, which the log has signed, is not shown to continue the known one. */
  record Inconsistent(Checkpoint checkpoint) implements WitnessAnswer {}
}
