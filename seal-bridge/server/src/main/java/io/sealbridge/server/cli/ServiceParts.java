package io.sealbridge.server.cli;

import io.sealbridge.audit.JsonLinesKeyUseLog;
import io.sealbridge.audit.KeyUseLogSettings;
import io.sealbridge.hsm.ConnectedToken;
import io.sealbridge.hsm.HsmSettings;
import io.sealbridge.hsm.HsmTokens;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLogException;
import io.sealbridge.server.BridgeParts;
import io.sealbridge.server.StartException;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.LogSync;
import java.time.Clock;
import java.util.concurrent.CompletionStage;

/** The real parts of a service. */
final class ServiceParts {
  private ServiceParts() {}

  static BridgeParts of(Surroundings surroundings, Ending ending) {
    Clock clock = surroundings.clock();
    return new BridgeParts(
        surroundings.version(),
        clock,
        surroundings.random(),
        new Opener(new HsmTokens(clock, ending.exhaustion()), ending),
        configuration -> openLog(configuration, clock));
  }

  private static BridgeParts.OpenLog openLog(BridgeConfiguration configuration, Clock clock) {
    KeyUseLogSettings.Durability durability =
        configuration.log().sync() == LogSync.ALWAYS
            ? KeyUseLogSettings.Durability.SYNCED
            : KeyUseLogSettings.Durability.HANDED_OVER;
    try {
      return new Log(
          JsonLinesKeyUseLog.open(
              KeyUseLogSettings.of(configuration.logDirectory(), durability), clock));
    } catch (KeyUseLogException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
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

  private record Log(JsonLinesKeyUseLog log) implements BridgeParts.OpenLog {
    @Override
    public CompletionStage<Void> append(KeyUseEntry entry) {
      return log.append(entry);
    }

    @Override
    public void close() {
      log.close();
    }
  }
}
