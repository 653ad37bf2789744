package io.sealbridge.server.cli;

import io.sealbridge.audit.read.LogFolder;
import io.sealbridge.audit.report.HsmEvidence;
import io.sealbridge.audit.report.HtmlReport;
import io.sealbridge.audit.report.JsonReport;
import io.sealbridge.audit.report.MarkdownReport;
import io.sealbridge.audit.report.Report;
import io.sealbridge.audit.report.ReportQuery;
import io.sealbridge.audit.report.Reporter;
import io.sealbridge.audit.verify.Trusted;
import io.sealbridge.audit.verify.Verdict;
import io.sealbridge.commandline.OutputFormat;
import io.sealbridge.commandline.Printer;
import io.sealbridge.commandline.UsageException;
import io.sealbridge.keyring.KeyName;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "report",
    description = {
      "Says what was done with a key between two times, by whom, from where and with what result,"
          + " over the logs of all replicas; how far that can be trusted; what of it does not explain"
          + " itself; what the record cannot show; and what to do.",
      "Keys and checkpoints must come from elsewhere than the logs' hosts, or they show nothing."
    },
    footer = {
      "",
      "Exit codes: 0 nothing has to be looked at; 1 a log cannot be read; 2 wrong usage; 3 something"
          + " has to be looked at."
    })
final class AuditReport implements Callable<Integer> {
  /** How the report is written. */
  enum Format {
    MARKDOWN,
    HTML,
    JSON
  }

  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin AuditOptions options = new AuditOptions();
  @Mixin TrustOptions trust = new TrustOptions();
  @Mixin HsmLogOptions hsm = new HsmLogOptions();

  @Option(
      names = {"-k", "--key"},
      paramLabel = "NAME",
      required = true,
      description = "The key that is asked about.")
  KeyName key = new KeyName("unnamed");

  @Option(
      names = "--from",
      paramLabel = "TIME",
      required = true,
      description = "From when on, such as 2026-11-26T10:00:00Z.")
  Instant from = Instant.EPOCH;

  @Option(names = "--to", paramLabel = "TIME", required = true, description = "Until when.")
  Instant to = Instant.MAX;

  @Option(
      names = "--expect-node",
      paramLabel = "ORIGIN",
      description = "A log that must be among those given, as DEPLOYMENT/NODE. May be repeated.")
  List<String> nodes = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "markdown, html (one page for a browser) or json. Default: markdown.")
  Format format = Format.MARKDOWN;

  AuditReport(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    ReportQuery query = query();
    Trusted trusted = trust.trusted();
    HsmEvidence evidence = hsm.evidence();
    List<LogFolder> logs = options.folders();
    List<Verdict> verdicts =
        TrustOptions.verdicts(logs, trusted, spec.commandLine().getErr(), surroundings.watched());
    Report report = Reporter.report(query, logs, verdicts, evidence);
    print(report);
    return report.isUnsuspicious() ? ExitCode.DONE : ExitCode.FINDINGS;
  }

  private ReportQuery query() {
    try {
      return new ReportQuery(key, from, to, nodes);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + e.getMessage());
    }
  }

  private void print(Report report) {
    PrintWriter out = spec.commandLine().getOut();
    Format wanted = options.output == OutputFormat.JSON ? Format.JSON : format;
    switch (wanted) {
      case MARKDOWN -> out.print(MarkdownReport.of(report));
      case HTML -> out.print(HtmlReport.of(report));
      case JSON ->
          new Printer(out, OutputFormat.JSON).print("", json -> JsonReport.write(json, report));
    }
    out.flush();
  }
}
