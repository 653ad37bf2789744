package io.sealbridge.server;

import io.sealbridge.hsm.ConnectedToken;
import io.sealbridge.hsm.Exhaustion;
import io.sealbridge.hsm.HsmSettings;
import io.sealbridge.hsm.HsmTokens;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * What the bridge takes from outside, so that tests can give it other things.
 *
 * @param version of the program, for the key-use log and for clients
 * @param tokens opens HSMs; closed with the bridge
 */
public record BridgeParts(String version, Clock clock, SecureRandom random, TokenOpener tokens) {

  /** Opens HSMs without waiting for the device. */
  public interface TokenOpener extends AutoCloseable {
    ConnectedToken open(HsmSettings settings);

    @Override
    void close();
  }

  /**
   * The real ones.
   *
   * @param exhaustion what to do when an HSM has been gone for too long
   */
  public static BridgeParts standard(String version, Exhaustion exhaustion) {
    Clock clock = Clock.systemUTC();
    return new BridgeParts(
        version, clock, new SecureRandom(), opener(new HsmTokens(clock, exhaustion)));
  }

  private static TokenOpener opener(HsmTokens tokens) {
    return new TokenOpener() {
      @Override
      public ConnectedToken open(HsmSettings settings) {
        return tokens.open(settings);
      }

      @Override
      public void close() {
        tokens.close();
      }
    };
  }
}
