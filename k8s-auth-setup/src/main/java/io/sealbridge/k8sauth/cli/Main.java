package io.sealbridge.k8sauth.cli;

import io.sealbridge.commandline.Terminal;
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
        System.getenv(),
        Terminal.input(),
        terminal,
        "%s, process %d on %s"
            .formatted(
                System.getProperty("user.name", "unknown"),
                ProcessHandle.current().pid(),
                System.getenv().getOrDefault("HOSTNAME", "this host")));
  }
}
