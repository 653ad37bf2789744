package io.sealbridge.server.cli;

import io.sealbridge.audit.export.PlainText;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.MalformedNoteException;
import io.sealbridge.audit.note.VerifierKey;
import io.sealbridge.audit.proof.Receipt;
import io.sealbridge.commandline.CommandException;
import io.sealbridge.commandline.OutputFormat;
import io.sealbridge.commandline.Printer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "check-proof",
    description = {
      "Checks a receipt of \"audit prove\": that a checkpoint that one of the keys signed has the"
          + " entry. Needs no log, no bridge and no network."
    },
    footer = {
      "",
      "Exit codes: 0 it holds; 1 it cannot be read; 2 wrong usage; 3 it does not hold."
    })
final class AuditCheckProof implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The receipt.")
  Path file = Path.of("receipt");

  @Option(
      names = TrustOptions.VKEY,
      paramLabel = "VKEY|FILE",
      required = true,
      description = "A key of the log as \"audit keys\" prints it, or a file of such lines.")
  List<String> keys = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text or json. Default: text.")
  OutputFormat output = OutputFormat.TEXT;

  @Override
  public Integer call() {
    List<VerifierKey> given = TrustOptions.keys(TrustOptions.VKEY, keys);
    try {
      Receipt receipt = Receipt.parse(Files.readString(file, StandardCharsets.UTF_8));
      Checkpoint checkpoint = receipt.checkpoint();
      boolean signed =
          given.stream()
              .anyMatch(
                  key -> key.name().equals(checkpoint.origin()) && key.signed(receipt.note()));
      boolean holds = receipt.holds();
      print(receipt, checkpoint, signed, holds);
      return signed && holds ? ExitCode.DONE : ExitCode.FINDINGS;
    } catch (IOException e) {
      throw new CommandException(Failures.sentence(e));
    } catch (MalformedNoteException e) {
      throw new CommandException(file + " is no receipt: " + e.getMessage());
    }
  }

  private void print(Receipt receipt, Checkpoint checkpoint, boolean signed, boolean holds) {
    String entry = new String(receipt.entry().lend(), StandardCharsets.UTF_8);
    String verdict =
        signed && holds
            ? "entry %d of %s, by a signed checkpoint of %d entries"
                .formatted(receipt.proof().index(), checkpoint.origin(), checkpoint.size())
            : "it does not hold: "
                + (holds
                    ? "no key that was given signed the checkpoint"
                    : "the checkpoint's tree does not have the entry");
    new Printer(spec.commandLine().getOut(), output)
        .print(
            PlainText.of(verdict) + "\n" + PlainText.of(entry),
            json -> {
              json.writeBooleanField("holds", signed && holds);
              json.writeBooleanField("signed", signed);
              json.writeStringField("origin", checkpoint.origin());
              json.writeNumberField("index", receipt.proof().index());
              json.writeNumberField("size", checkpoint.size());
              json.writeStringField("entry", entry);
            });
  }
}
