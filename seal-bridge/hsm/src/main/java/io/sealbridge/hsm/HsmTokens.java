package io.sealbridge.hsm;

import java.time.Clock;
import java.util.Optional;

/**
 * Opens tokens. One instance per process: it owns the native libraries, which several tokens may
 * share, and unloads them when the last token of each is closed.
 */
public final class HsmTokens implements AutoCloseable {
  private final Clock clock;
  private final Exhaustion exhaustion;

  public HsmTokens(Clock clock, Exhaustion exhaustion) {
    this.clock = clock;
    this.exhaustion = exhaustion;
  }

  /**
   * Starts to connect in the background and returns at once, whatever the state of the device;
   * {@link ConnectedToken#status()} tells how it goes. Calls made while the first connection is
   * being built wait for it up to the call timeout.
   */
  public ConnectedToken open(HsmSettings settings) {
    return Optional.<ConnectedToken>empty()
        .orElseThrow(
            () ->
                new UnsupportedOperationException(
                    "not built yet: " + settings.name() + clock + exhaustion));
  }

  /** Closes every token that is still open. */
  @Override
  public void close() {}
}
