package io.sealbridge.keyring;

import java.time.Instant;

/** The connection to an HSM as it stands. {@code generation} grows with each rebuilt connection. */
public sealed interface HsmStatus {
  record Connecting(int attempt) implements HsmStatus {}

  record Ready(long generation, Instant since, String token) implements HsmStatus {}

  record Unavailable(HsmFault fault, Instant since) implements HsmStatus {}

  /**
   * Waits for an operator: wrong PIN, no such token, library missing. {@code action} says what to
   * do.
   */
  record Refused(String reason, String action, Instant since) implements HsmStatus {}
}
