package io.sealbridge.hsm.state;

import io.sealbridge.keyring.KeyState;

/** A state store is not in the shape to be trusted, or the change must not be made. */
public final class StateRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public StateRefusedException(String message) {
    super(message);
  }

  static String oldSerial(KeyState state, long present, String where) {
    return "state of key "
        + state.name()
        + " has serial "
        + state.serial()
        + ", but "
        + where
        + " holds "
        + present
        + " already: somebody else changed the key; read it again";
  }
}
