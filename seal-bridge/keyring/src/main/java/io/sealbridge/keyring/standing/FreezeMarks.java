package io.sealbridge.keyring.standing;

import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.SerialMarks;

/**
 * What this replica has seen of freezes, kept across restarts, so that no state that merely says so
 * ends one.
 *
 * @param frozen the highest serial of each key's frozen states
 * @param thawed up to which of them an end has been accepted
 */
public record FreezeMarks(SerialMarks frozen, SerialMarks thawed) {

  /** Whether a freeze was seen whose end has not been accepted yet. */
  boolean isOpen(KeyName key) {
    return frozen.highest(key) > thawed.highest(key);
  }
}
