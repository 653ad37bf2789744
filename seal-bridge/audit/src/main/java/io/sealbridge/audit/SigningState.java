package io.sealbridge.audit;

import io.sealbridge.audit.note.Checkpoint;
import java.time.Instant;
import java.util.Optional;

/** How the log's checkpoints stand. */
public sealed interface SigningState {
  /** The newest checkpoint, signed now or by the run before. */
  Optional<Checkpoint> newest();

  /** No signature was asked for yet in this run. */
  record Begun(Optional<Checkpoint> newest) implements SigningState {}

  /** The last attempt succeeded. */
  record Signing(Checkpoint checkpoint, Instant at) implements SigningState {
    @Override
    public Optional<Checkpoint> newest() {
      return Optional.of(checkpoint);
    }
  }

  /** There is no key that signs: entries are only as good as the disk that they are on. */
  record NoKey(Optional<Checkpoint> newest) implements SigningState {}

  /** There is a key, and the last attempt failed; it is tried again. */
  record Failing(Optional<Checkpoint> newest, String reason, Instant since)
      implements SigningState {}
}
