package io.sealbridge.server.reaction;

import io.sealbridge.keyring.KeyState;
import java.util.Optional;

/** What every replica is to act by. */
public sealed interface Wanted {

  /** What a replica in this state lacks, a sentence; empty if it acts so and has recorded it. */
  Optional<String> lacking(ReplicaState replica);

  /** A key stands as this state says, or as a later one that agrees with it. */
  record KeyStands(KeyState state) implements Wanted {
    @Override
    public Optional<String> lacking(ReplicaState replica) {
      return replica
          .key(state.name().value())
          .map(this::lacking)
          .orElseGet(() -> Optional.of("it knows no key " + state.name()));
    }

    private Optional<String> lacking(ReplicaState.Key key) {
      if (key.serial() < state.serial()) {
        return Optional.of(
            "it acts by state serial %d (%s), and not yet by %d"
                .formatted(key.serial(), condition(key.frozen()), state.serial()));
      }
      if (key.heldFrozen().isPresent()) {
        return Optional.of("the key stays frozen: " + key.heldFrozen().get());
      }
      if (key.frozen() != state.frozen()) {
        return Optional.of(
            "the key is %s by a later state (serial %d)"
                .formatted(condition(key.frozen()), key.serial()));
      }
      return recorded(key.recorded());
    }

    private static String condition(boolean frozen) {
      return frozen ? "frozen" : "in use";
    }
  }

  /** The deny list whose file has this SHA-256 is in force; empty for no file. */
  record ListStands(String sha256) implements Wanted {
    @Override
    public Optional<String> lacking(ReplicaState replica) {
      ReplicaState.Denied denied = replica.denied();
      if (denied.trouble().isPresent()) {
        return denied.trouble();
      }
      if (!denied.sha256().equals(sha256)) {
        return Optional.of(
            denied.sha256().isEmpty()
                ? "it has no deny list; give it the file"
                : "it acts by another deny list (%d identities, %d tokens, epoch %d)"
                    .formatted(denied.identities(), denied.tokens(), denied.epoch()));
      }
      return recorded(denied.recorded());
    }
  }

  private static Optional<String> recorded(boolean recorded) {
    return recorded
        ? Optional.empty()
        : Optional.of("it acts so, and its key-use log has not the entry that says so");
  }
}
