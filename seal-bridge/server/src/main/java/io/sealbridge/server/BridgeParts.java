package io.sealbridge.server;

import io.sealbridge.hsm.ConnectedToken;
import io.sealbridge.hsm.HsmSettings;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.server.config.BridgeConfiguration;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * What the bridge takes from outside, so that tests can give it other things.
 *
 * @param version of the program, for the key-use log
 * @param tokens opens HSMs; closed with the bridge
 * @param log opens the key-use log
 */
public record BridgeParts(
    String version, Clock clock, SecureRandom random, TokenOpener tokens, LogOpener log) {

  /** Opens HSMs without waiting for the device. */
  public interface TokenOpener extends AutoCloseable {
    ConnectedToken open(HsmSettings settings);

    @Override
    void close();
  }

  /** A log with the end of its life. */
  public interface OpenLog extends KeyUseLog, AutoCloseable {
    @Override
    void close();
  }

  /** Opens the log; throws {@link StartException} if it cannot be written. */
  @FunctionalInterface
  public interface LogOpener {
    OpenLog open(BridgeConfiguration configuration);
  }
}
