package io.sealbridge.hsm.connection;

/**
 * A connection that an operator must make possible: what is wrong, and what to do about it.
 *
 * @param untilPinChanges nothing is tried before the PIN file holds another PIN
 */
public record Blocked(String reason, String action, boolean untilPinChanges) {
  static Blocked settings(String reason, String action) {
    return new Blocked(reason, action, false);
  }

  static Blocked pin(String reason, String action) {
    return new Blocked(reason, action, true);
  }
}
