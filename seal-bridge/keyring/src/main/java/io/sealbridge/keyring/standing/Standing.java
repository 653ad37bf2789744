package io.sealbridge.keyring.standing;

import io.sealbridge.keyring.KeyState;
import java.util.Optional;

/**
 * How one key stands on this replica.
 *
 * @param held the state as the HSMs hold it
 * @param state the one that is acted by: as held, or frozen all the same
 * @param thawedBy SHA-256 of the public key whose signature the held state carries, if one of the
 *     configuration has made it
 * @param heldFrozen why the held state is not believed to end a freeze
 */
public record Standing(
    KeyState held, KeyState state, Optional<String> thawedBy, Optional<String> heldFrozen) {

  static Standing asHeld(KeyState held) {
    return new Standing(held, held, Optional.empty(), Optional.empty());
  }
}
