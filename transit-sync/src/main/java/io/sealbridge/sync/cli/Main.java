package io.sealbridge.sync.cli;

import io.sealbridge.commandline.Terminal;
import java.time.Clock;
import java.util.Objects;

/** The program. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    String version =
        Objects.requireNonNullElse(
            Main.class.getPackage().getImplementationVersion(), "unpackaged");
    Surroundings surroundings =
        new Surroundings(version, Clock.systemUTC(), Terminal.input(), Terminal.isPresent());
    System.exit(Commands.of(surroundings).execute(arguments));
  }
}
