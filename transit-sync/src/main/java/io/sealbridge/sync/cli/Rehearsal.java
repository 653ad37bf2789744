package io.sealbridge.sync.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Runs what most users run, against addresses where nobody is. Java's ahead-of-time cache is made
 * from it when the distribution is built.
 */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Asks for the status of clusters that are not there, and ends.")
final class Rehearsal implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      required = true,
      description = "The file is written there.")
  Path folder = Path.of(".");

  Rehearsal(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Files.writeString(folder.resolve("token"), "rehearsal");
    // No system gives port 1 away unasked.
    Path file =
        Files.writeString(
            folder.resolve("sync.yaml"),
            """
            bridge: { nodes: ["http://127.0.0.1:1"], login: { tokenFile: token } }
            clusters:
              - { name: west, key: west, nodes: ["http://127.0.0.1:1"], login: { tokenFile: token } }
            """);
    boolean good = run("schema") == ExitCode.DONE;
    good &= run("status", "--file", file.toString()) == ExitCode.DIFFERENCES;
    good &= run("status", "--file", file.toString(), "--output", "json") == ExitCode.DIFFERENCES;
    return good ? ExitCode.DONE : ExitCode.FAILED;
  }

  private int run(String... command) {
    CommandLine commands = Commands.of(surroundings);
    commands.setOut(new PrintWriter(Writer.nullWriter())).setErr(spec.commandLine().getErr());
    return commands.execute(command);
  }
}
