package io.sealbridge.audit.report;

import io.sealbridge.audit.export.PlainText;
import io.sealbridge.audit.verify.Finding;
import io.sealbridge.audit.verify.Interval;
import io.sealbridge.audit.verify.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/** The report for people, as Markdown. */
public final class MarkdownReport {
  private static final int MOST_LISTED = 500;

  private final Report report;
  private final StringBuilder text = new StringBuilder();

  private MarkdownReport(Report report) {
    this.report = report;
  }

  public static String of(Report report) {
    return new MarkdownReport(report).text();
  }

  private String text() {
    line("# What was done with key %s", report.query().key());
    line("");
    line("From %s to %s.", report.query().from(), report.query().to());
    trust();
    report.hsm().ifPresent(this::hsm);
    anomalies();
    events();
    counts();
    uses();
    line("");
    line("## What this record cannot show");
    line("");
    Advice.limits(report).forEach(limit -> line("- %s", limit));
    line("");
    line("## If an unwrap has no explanation");
    line("");
    Advice.STEPS.forEach(step -> line("1. %s", step));
    return text.toString();
  }

  private void trust() {
    line("");
    line("## How far it can be trusted");
    line("");
    line("Trust %d in this time: %s.", report.trust().level(), report.trust().words());
    line("");
    for (Verdict verdict : report.verdicts()) {
      line("- %s, %d entries", safe(verdict.origin()), verdict.entries());
      for (Interval interval : verdict.intervals()) {
        line(
            "  - entries %d to %d, %s to %s: %s%s",
            interval.from(),
            interval.to() - 1,
            interval.begins().map(Instant::toString).orElse("?"),
            interval.ends().map(Instant::toString).orElse("?"),
            interval.trust().words(),
            report.isAbout(verdict, interval) ? " (in this time)" : "");
      }
      for (Finding finding : verdict.findings()) {
        line(
            "  - %s: %s: %s",
            finding.severity().name().toLowerCase(Locale.ROOT),
            safe(finding.where()),
            safe(finding.text()));
      }
    }
  }

  private void hsm(HsmComparison comparison) {
    line("");
    line("## %s", HsmSection.TITLE);
    line("");
    new HsmSection(comparison).lines().forEach(line -> line("- %s", safe(line)));
  }

  private void anomalies() {
    line("");
    line("## What does not explain itself");
    line("");
    if (report.anomalies().isEmpty()) {
      line("Nothing.");
      return;
    }
    line("| time | what | where | seen | may mean |");
    line("| --- | --- | --- | --- | --- |");
    report.anomalies().stream()
        .limit(MOST_LISTED)
        .forEach(
            anomaly ->
                line(
                    "| %s | %s | %s | %s | %s |",
                    anomaly.at(),
                    (anomaly.kind().isGrave() ? "**GRAVE** " : "") + anomaly.kind().title(),
                    safe(anomaly.where()),
                    safe(anomaly.text()),
                    anomaly.kind().meaning()));
    leftOut(report.anomalies().size());
  }

  private void events() {
    line("");
    line("## What took effect in this time");
    line("");
    if (report.events().isEmpty()) {
      line("Nothing.");
      return;
    }
    line("| time | what | where | text |");
    line("| --- | --- | --- | --- |");
    report.events().stream()
        .limit(MOST_LISTED)
        .forEach(
            event ->
                line(
                    "| %s | %s | %s | %s |",
                    event.at(), event.kind(), safe(event.where()), safe(event.text())));
    leftOut(report.events().size());
  }

  private void counts() {
    line("");
    line("## Uses, counted");
    line("");
    if (report.counts().isEmpty()) {
      line("None.");
    }
    report.counts().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(count -> line("- %d x %s", count.getValue(), safe(count.getKey())));
  }

  private void uses() {
    line("");
    line("## Uses that opened something kept, and the others");
    line("");
    line("| time | use | who | from | result | request | log and entry | made by |");
    line("| --- | --- | --- | --- | --- | --- | --- | --- |");
    report.uses().stream()
        .sorted(Comparator.comparing(use -> use.kind() != UseKind.UNWRAP))
        .limit(MOST_LISTED)
        .forEach(this::use);
    leftOut(report.uses().size() + report.leftOut());
  }

  private void use(KeyUse use) {
    var outcome = use.outcome();
    line(
        "| %s | %s, %s, v%d | %s (%s) | %s | %s | %s | %s, %d | %s |",
        outcome.at(),
        outcome.operation().label(),
        use.kind().label(),
        outcome.keyVersion(),
        safe(outcome.identity()),
        safe(outcome.proof()),
        safe(outcome.peer()),
        safe(outcome.result()),
        safe(outcome.requestId()),
        safe(use.origin()),
        use.index(),
        safe(use.madeBy().orElse("")));
  }

  private void leftOut(long all) {
    if (all > MOST_LISTED) {
      line("");
      line(
          "%d more are not listed here. The report as JSON has up to %d of a kind; ask about a"
              + " shorter time to see them all.",
          all - MOST_LISTED, Report.MOST_USES);
    }
  }

  private static String safe(String fromALog) {
    return PlainText.of(fromALog)
        .replace("\\", "\\\\")
        .replace("&", "&amp;")
        .replace("|", "\\|")
        .replace("<", "&lt;")
        .replace("`", "\\`")
        .replace("[", "\\[")
        .replace("*", "\\*");
  }

  @SuppressWarnings("AnnotateFormatMethod") // Would be the only use of a library.
  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
