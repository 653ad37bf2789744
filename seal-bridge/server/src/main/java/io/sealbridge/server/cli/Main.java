package io.sealbridge.server.cli;

import io.sealbridge.hsm.ConnectedToken;
import io.sealbridge.hsm.Exhaustion;
import io.sealbridge.hsm.HsmSettings;
import io.sealbridge.hsm.HsmTokens;
import io.sealbridge.server.BridgeParts;
import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/** The program. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(Commands.of(surroundings()).execute(arguments));
  }

  private static Surroundings surroundings() {
    // Without a terminal it is null on some releases and a console that is none on others.
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return new Surroundings(
        Objects.requireNonNullElse(
            Main.class.getPackage().getImplementationVersion(), "unpackaged"),
        Clock.systemUTC(),
        new SecureRandom(),
        Main::devices,
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())),
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
