package io.sealbridge.k8sauth.cli;

import io.sealbridge.k8sauth.access.AccessSchema;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "schema",
    description = {
      "Prints the JSON Schema of the description of access.",
      "Editors complete and check a file whose first line is",
      "# yaml-language-server: $schema=access.schema.json"
    })
final class SchemaCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(AccessSchema.text());
    out.flush();
    return ExitCode.DONE;
  }
}
