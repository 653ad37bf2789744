package io.sealbridge.server.cli;

import io.sealbridge.audit.export.PlainText;
import io.sealbridge.audit.verify.Finding;
import io.sealbridge.audit.verify.Interval;
import io.sealbridge.audit.verify.JsonVerdict;
import io.sealbridge.audit.verify.Trusted;
import io.sealbridge.audit.verify.Verdict;
import io.sealbridge.commandline.Printer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

  AuditVerify(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Trusted trusted = trust.trusted();
    List<Verdict> verdicts =
        TrustOptions.verdicts(
            options.folders(), trusted, spec.commandLine().getErr(), surroundings.watched());
    new Printer(spec.commandLine().getOut(), options.output)
        .print(text(verdicts), json -> JsonVerdict.write(json, verdicts));
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
}
