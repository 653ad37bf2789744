package io.sealbridge.keyring.standing;

import io.sealbridge.keyring.KeyState;
import java.util.Collection;

/** Decides which states are acted by, and is told what is. Never blocks. */
public interface Standings {
  /** Believes every state and records nothing. */
  Standings AS_HELD =
      new Standings() {
        @Override
        public Standing of(KeyState held) {
          return Standing.asHeld(held);
        }

        @Override
        public void inForce(Collection<Standing> standings) {}
      };

  /** How a key of which the HSMs hold this state stands. */
  Standing of(KeyState held);

  /** All keys stand so from now on; called after each refresh, whether or not it changed any. */
  void inForce(Collection<Standing> standings);
}
