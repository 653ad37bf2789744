package io.sealbridge.server.cli;

import io.sealbridge.hsm.ConnectedToken;
import io.sealbridge.hsm.HsmSettings;
import io.sealbridge.hsm.HsmTokens;
import io.sealbridge.server.BridgeParts;

/** The real parts of a service. */
final class ServiceParts {
  private ServiceParts() {}

  static BridgeParts of(Surroundings surroundings, Ending ending) {
    return new BridgeParts(
        surroundings.version(),
        surroundings.clock(),
        surroundings.random(),
        new Opener(new HsmTokens(surroundings.clock(), ending.exhaustion()), ending));
  }

  private record Opener(HsmTokens tokens, Ending ending) implements BridgeParts.TokenOpener {
    @Override
    public ConnectedToken open(HsmSettings settings) {
      ConnectedToken token = tokens.open(settings);
      ending.watch(token);
      return token;
    }

    @Override
    public void close() {
      tokens.close();
    }
  }
}
