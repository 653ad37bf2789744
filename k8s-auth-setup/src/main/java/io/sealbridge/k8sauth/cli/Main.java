package io.sealbridge.k8sauth.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
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
        System.getenv(),
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())),
        terminal,
        "%s, process %d on %s"
            .formatted(
                System.getProperty("user.name", "unknown"),
                ProcessHandle.current().pid(),
                System.getenv().getOrDefault("HOSTNAME", "this host")));
  }
}
