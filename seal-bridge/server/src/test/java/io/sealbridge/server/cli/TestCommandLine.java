package io.sealbridge.server.cli;

import io.sealbridge.server.FakeHsm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The command line in this process, over a fake HSM and a configuration in a folder. */
final class TestCommandLine {
  static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  private final Path folder;
  private final FakeHsm hsm = new FakeHsm("primary");
  private String answer = "";
  private boolean asks;

  TestCommandLine(Path folder) {
    this.folder = folder;
    configure("");
  }

  /** How a command ended and what it printed. */
  record Result(int code, String out, String err) {}

  FakeHsm hsm() {
    return hsm;
  }

  Path folder() {
    return folder;
  }

  /** Somebody is there, who answers this. */
  void answering(String text) {
    asks = true;
    answer = text;
  }

  /** The usual configuration with {@code more} lines. */
  void configure(String more) {
    write(
        "bridge.yaml",
        """
        deployment: test
        node: bridge-1
        dataDirectory: data
        hsms:
          - { name: primary, library: /nonexistent.so, token: { label: test }, pinFile: pin }
        keys: [ { name: root } ]
        listeners:
          - { name: vault, address: "127.0.0.1:0" }
        management: { address: "127.0.0.1:0" }
        access:
          - identity: vault-a
            grants: [ { keys: [root], operations: [encrypt, decrypt] } ]
        """
            + more);
  }

  Result run(String... arguments) {
    return runBare(
        Stream.concat(
                Stream.of(arguments),
                Stream.of("--config", folder.resolve("bridge.yaml").toString()))
            .toArray(String[]::new));
  }

  Result runBare(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commands =
        Commands.of(
                new Surroundings(
                    "9.8.7",
                    Clock.fixed(NOW, ZoneOffset.UTC),
                    new SecureRandom(),
                    hsm::opener,
                    new BufferedReader(new StringReader(answer)),
                    asks,
                    false,
                    "tester"))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    return new Result(commands.execute(arguments), out.toString(), err.toString());
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
