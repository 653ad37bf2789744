package io.sealbridge.server.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.audit.export.PlainText;
import io.sealbridge.audit.verify.Finding;
import io.sealbridge.audit.verify.Interval;
import io.sealbridge.audit.verify.Trusted;
import io.sealbridge.audit.verify.Verdict;
import io.sealbridge.commandline.Printer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    description = {
      "Computes the tree of a key-use log anew from every entry, compares it with its tiles, its"
          + " signed checkpoint and whatever else is given, and says how far it can be trusted.",
      "Keys and checkpoints must come from elsewhere than the log's host, or they show nothing."
    },
    footer = {
      "",
      "Trust: 1 witnessed and HSM-signed; 2 HSM-signed; 3 internally consistent only; 4 broken.",
      "Exit codes: 0 nothing is wrong with it; 1 it cannot be read; 2 wrong usage; 3 it is broken,"
          + " or something has to be looked at."
    })
final class AuditVerify implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin AuditOptions options = new AuditOptions();
  @Mixin TrustOptions trust = new TrustOptions();

  @Option(
      names = "--key",
      paramLabel = "VKEY|FILE",
      description = "A key of the log as \"audit keys\" prints it, or a file of such lines.")
  List<String> keys = new ArrayList<>();

  AuditVerify(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Trusted trusted = trust.with("--key", keys);
    List<Verdict> verdicts =
        TrustOptions.verdicts(
            options.folders(), trusted, spec.commandLine().getErr(), surroundings.watched());
    new Printer(spec.commandLine().getOut(), options.output)
        .print(text(verdicts), json -> write(json, verdicts));
    boolean wrong =
        verdicts.stream()
            .anyMatch(verdict -> verdict.isBroken() || verdict.has(Finding.Severity.SUSPICIOUS));
    return wrong ? ExitCode.FINDINGS : ExitCode.DONE;
  }

  private static String text(List<Verdict> verdicts) {
    StringBuilder text = new StringBuilder();
    for (Verdict verdict : verdicts) {
      text.append(verdict.origin()).append(": ").append(verdict.entries()).append(" entries, ");
      text.append("trust ").append(verdict.trust().level()).append(", ");
      text.append(verdict.trust().words()).append('\n');
      for (Interval interval : verdict.intervals()) {
        text.append("  entries %d to %d".formatted(interval.from(), interval.to() - 1));
        text.append(", ").append(time(interval.begins())).append(" to ");
        text.append(time(interval.ends())).append(": ");
        text.append(interval.trust().words()).append('\n');
      }
      for (Finding finding : verdict.findings()) {
        text.append("  ").append(finding.severity().name().toLowerCase(Locale.ROOT));
        text.append(": ").append(PlainText.of(finding.where())).append(": ");
        text.append(PlainText.of(finding.text())).append('\n');
      }
    }
    return text.toString();
  }

  private static String time(Optional<Instant> time) {
    return time.map(Instant::toString).orElse("?");
  }

  private static void write(JsonGenerator json, List<Verdict> verdicts) throws IOException {
    json.writeArrayFieldStart("logs");
    for (Verdict verdict : verdicts) {
      json.writeStartObject();
      json.writeStringField("origin", verdict.origin());
      json.writeNumberField("entries", verdict.entries());
      json.writeNumberField("trust", verdict.trust().level());
      if (verdict.checkpoint().isPresent()) {
        json.writeNumberField("signedEntries", verdict.checkpoint().get().size());
        json.writeStringField("root", verdict.checkpoint().get().root().base64());
      }
      json.writeArrayFieldStart("intervals");
      for (Interval interval : verdict.intervals()) {
        json.writeStartObject();
        json.writeNumberField("from", interval.from());
        json.writeNumberField("to", interval.to());
        json.writeStringField("begins", time(interval.begins()));
        json.writeStringField("ends", time(interval.ends()));
        json.writeNumberField("trust", interval.trust().level());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("findings");
      for (Finding finding : verdict.findings()) {
        json.writeStartObject();
        json.writeStringField("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        json.writeStringField("where", finding.where());
        json.writeStringField("text", finding.text());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
