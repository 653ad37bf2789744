package io.sealbridge.hsm.connection;

import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.HsmStatus;
import java.time.Instant;

/** The states of a {@link Connection}. */
sealed interface ConnectionState {
  HsmStatus status();

  /**
   * The first attempt, or the first since the device was lost. Callers wait for its outcome.
   *
   * @param attempt 1 at first; grows with each reconnection
   */
  record Connecting(int attempt) implements ConnectionState {
    @Override
    public HsmStatus status() {
      return new HsmStatus.Connecting(attempt);
    }
  }

  record Ready(Link link, Instant since) implements ConnectionState {
    @Override
    public HsmStatus status() {
      return new HsmStatus.Ready(link.generation(), since, link.report().label());
    }
  }

  /** Attempts go on; callers fail at once. */
  record Unavailable(HsmFault fault, Instant since) implements ConnectionState {
    @Override
    public HsmStatus status() {
      return new HsmStatus.Unavailable(fault, since);
    }
  }

  record Waiting(Blocked blocked, Instant since) implements ConnectionState {
    @Override
    public HsmStatus status() {
      return new HsmStatus.Refused(blocked.reason(), blocked.action(), since);
    }
  }

  record Closed(Instant since) implements ConnectionState {
    @Override
    public HsmStatus status() {
      return new HsmStatus.Unavailable(new HsmFault.Gone("closed"), since);
    }
  }
}
