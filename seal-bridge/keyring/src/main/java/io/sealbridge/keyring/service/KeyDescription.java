package io.sealbridge.keyring.service;

import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyType;

/**
 * A key as a caller with READ may see it.
 *
 * @param rotationAdvised half of a version's encryption budget is spent on this replica
 */
public record KeyDescription(KeyState state, boolean rotationAdvised) {
  /** The type that the Transit API names: that of the latest version's first recipient. */
  public KeyType type() {
    return state.latest().recipients().getFirst().type();
  }
}
