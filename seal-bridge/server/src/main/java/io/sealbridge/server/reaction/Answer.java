package io.sealbridge.server.reaction;

import java.time.Duration;

/**
 * What came of asking one replica.
 *
 * @param lacking empty if it has acknowledged, else why not
 * @param after the time from the change to the last answer
 */
public record Answer(Replica replica, String lacking, Duration after) {
  public boolean isAcknowledged() {
    return lacking.isEmpty();
  }
}
