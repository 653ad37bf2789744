package io.sealbridge.server.cli;

import io.sealbridge.hsm.ConnectedToken;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.SerialMarks;
import io.sealbridge.keyring.administration.KeyAdministration;
import io.sealbridge.keyring.attestation.Attestor;
import io.sealbridge.server.BridgeParts;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.HsmConfiguration;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys on the configured HSMs, for the length of one command. Closing logs out and unloads the
 * libraries.
 */
final class Administration implements AutoCloseable {
  private final BridgeParts.TokenOpener devices;
  private final List<ConnectedToken> tokens = new ArrayList<>();
  private final KeyAdministration keys;

  Administration(BridgeConfiguration configuration, SerialMarks marks, Surroundings surroundings) {
    devices = surroundings.devices().get();
    for (HsmConfiguration hsm : configuration.hsms()) {
      tokens.add(devices.open(hsm.settings()));
    }
    UnrecordedUses log = new UnrecordedUses();
    keys =
        new KeyAdministration(
            List.<HsmToken>copyOf(tokens),
            new Attestor(configuration::attestation, log, _ -> {}, surroundings.clock()),
            marks,
            log,
            surroundings.clock(),
            surroundings.random());
  }

  KeyAdministration keys() {
    return keys;
  }

  List<ConnectedToken> tokens() {
    return List.copyOf(tokens);
  }

  @Override
  public void close() {
    devices.close();
  }
}
