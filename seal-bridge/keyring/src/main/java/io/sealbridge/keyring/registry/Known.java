package io.sealbridge.keyring.registry;

import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.standing.Standing;
import java.time.Instant;

/** How a key stands, and when an HSM last showed its state or a newer one. */
public record Known(Standing standing, Instant confirmed) {
  /** The one that is acted by. */
  public KeyState state() {
    return standing.state();
  }
}
