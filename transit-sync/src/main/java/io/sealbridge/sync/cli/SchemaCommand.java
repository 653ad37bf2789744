package io.sealbridge.sync.cli;

import io.sealbridge.sync.file.SyncSchema;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "schema",
    description = {
      "Prints the JSON Schema of the file of clusters and bridges.",
      "Editors complete and check a file whose first line is",
      "# yaml-language-server: $schema=sync.schema.json"
    })
final class SchemaCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(SyncSchema.text());
    out.flush();
    return ExitCode.DONE;
  }
}
