package io.sealbridge.k8sauth.cli;

import io.sealbridge.k8sauth.access.AccessFile;
import io.sealbridge.k8sauth.ownpolicy.OwnPolicy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "policy",
    description = {
      "Prints the smallest policy with which this tool can plan, apply and verify the file.",
      "Asks nobody and changes nothing."
    })
final class PolicyCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Option(names = "--prune", description = "Also what it takes to remove leftovers.")
  boolean prune;

  @Option(names = "--debug", description = "Show where errors come from.")
  boolean debug;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      required = true,
      description = "The description of access.")
  Path file = Path.of("access.yaml");

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(OwnPolicy.text(AccessFile.read(file), prune));
    out.flush();
    return ExitCode.DONE;
  }
}
