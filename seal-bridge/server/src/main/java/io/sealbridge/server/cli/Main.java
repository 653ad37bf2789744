package io.sealbridge.server.cli;

import io.sealbridge.commandline.Terminal;
import io.sealbridge.hsm.ConnectedToken;
import io.sealbridge.hsm.Exhaustion;
import io.sealbridge.hsm.HsmSettings;
import io.sealbridge.hsm.HsmTokens;
import io.sealbridge.server.BridgeParts;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;

/** The program. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(Commands.of(surroundings()).execute(arguments));
  }

  private static Surroundings surroundings() {
    boolean terminal = Terminal.isPresent();
    return new Surroundings(
        Objects.requireNonNullElse(
            Main.class.getPackage().getImplementationVersion(), "unpackaged"),
        Clock.systemUTC(),
        new SecureRandom(),
        Main::devices,
        Terminal.input(),
        terminal,
        terminal,
        System.getProperty("user.name", "unknown"));
  }

  private static BridgeParts.TokenOpener devices() {
    HsmTokens tokens = new HsmTokens(Clock.systemUTC(), Exhaustion.never());
    return new BridgeParts.TokenOpener() {
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
