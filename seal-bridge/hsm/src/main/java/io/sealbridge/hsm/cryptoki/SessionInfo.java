package io.sealbridge.hsm.cryptoki;

/**
 * A session's state.
 *
 * @param deviceError the vendor's own number; not zero is normal on some devices (nShield)
 */
public record SessionInfo(long slotId, State state, boolean readWrite, long deviceError) {
  /** The CKS_ values, in the order of their numbers. */
  public enum State {
    READ_ONLY_PUBLIC,
    READ_ONLY_USER,
    READ_WRITE_PUBLIC,
    READ_WRITE_USER,
    READ_WRITE_SECURITY_OFFICER,
    UNKNOWN;

    static State of(long code) {
      State[] states = values();
      return code >= 0 && code < states.length ? states[(int) code] : UNKNOWN;
    }

    public boolean userLoggedIn() {
      return this == READ_ONLY_USER || this == READ_WRITE_USER;
    }
  }
}
