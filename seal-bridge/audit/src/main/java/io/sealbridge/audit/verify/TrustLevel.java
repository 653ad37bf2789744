package io.sealbridge.audit.verify;

/** How far a part of a log can be trusted; the best first. */
public enum TrustLevel {
  /** Witnessed, and the HSM's own log tells of the same uses. */
  RECONCILED(0, "witnessed, and reconciled with the HSM's own log"),
  /** Signed in the HSM, and a checkpoint that covers it has left the host for a witness. */
  WITNESSED(1, "witnessed and HSM-signed"),
  /** Who had the host and the PIN could have signed another history. */
  SIGNED(2, "HSM-signed only: whoever had the host and the PIN could have forged it"),
  /** Nothing but the disk vouches for it. */
  CONSISTENT(3, "internally consistent only: whoever could write the disk could have forged it"),
  /** It was changed, cut off, or is a fork. */
  BROKEN(4, "broken");

  private final int level;
  private final String words;

  TrustLevel(int level, String words) {
    this.level = level;
    this.words = words;
  }

  public int level() {
    return level;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
