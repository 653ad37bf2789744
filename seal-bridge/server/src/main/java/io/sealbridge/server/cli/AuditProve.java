package io.sealbridge.server.cli;

import io.sealbridge.audit.merkle.MissingNodeException;
import io.sealbridge.audit.proof.Receipt;
import io.sealbridge.audit.read.LogFolder;
import io.sealbridge.audit.read.RawEntry;
import io.sealbridge.commandline.CommandException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "prove",
    description = {
      "Writes a receipt for one entry to the standard output: the entry, its way to the root of the"
          + " tree, and the signed checkpoint that has this root (C2SP tlog-proof).",
      "\"audit check-proof\" and others check it without the log. Index: as \"audit tail\" shows it."
    })
final class AuditProve implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin AuditOptions options = new AuditOptions();

  @Option(names = "--index", paramLabel = "N", required = true, description = "Of the entry.")
  long index;

  @Override
  public Integer call() throws IOException {
    LogFolder folder = options.folder();
    if (index < 0 || index >= folder.signedSize()) {
      throw new CommandException(
          "no signed checkpoint covers entry %d: the newest covers %d, so the last is %d"
              .formatted(index, folder.signedSize(), folder.signedSize() - 1));
    }
    RawEntry entry =
        folder
            .from(index)
            .next()
            .orElseThrow(() -> new CommandException("entry " + index + " is not there"));
    Receipt receipt;
    try {
      receipt = Receipt.of(entry, folder);
    } catch (MissingNodeException e) {
      throw new CommandException(
          e.getMessage() + "; the log is not whole: \"audit verify\" says more");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(receipt.text());
    out.flush();
    return ExitCode.DONE;
  }
}
