package io.sealbridge.hsm;

import io.sealbridge.keyring.HsmToken;
import java.util.Optional;

/**
 * An {@link HsmToken} with its life cycle. Stages complete on the adapter's threads, so what is
 * chained to them must not block.
 */
public interface ConnectedToken extends HsmToken, AutoCloseable {
  HsmMeters meters();

  /** What the token said at the last connection; empty until there was one. */
  Optional<TokenReport> report();

  /**
   * Ends the connection. Waits a short while for calls in flight, then abandons them, because a
   * native call cannot be interrupted; calls after it fail with Gone.
   */
  @Override
  void close();
}
