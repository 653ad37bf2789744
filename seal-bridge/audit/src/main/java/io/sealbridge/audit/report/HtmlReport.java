package io.sealbridge.audit.report;

import io.sealbridge.audit.verify.Finding;
import io.sealbridge.audit.verify.Interval;
import io.sealbridge.audit.verify.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The report as one page for a browser. It loads nothing and runs nothing: its policy forbids
 * scripts, and everything from the logs is shown as text.
 */
public final class HtmlReport {
  private static final int MOST_LISTED = 2_000;
  private static final String STYLE =
      """
      :root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}
      body{max-width:72rem;margin:2rem auto;padding:0 1rem}
      table{border-collapse:collapse;width:100%;font-size:.85rem}
      th,td{text-align:left;vertical-align:top;padding:.3rem .5rem;border-bottom:1px solid #8885}
      td{overflow-wrap:anywhere}td:first-child{white-space:nowrap}
      .trust{padding:.8rem 1rem;border-left:.5rem solid #b60;background:#8882}
      .trust.t1,.trust.t0{border-color:#282}.trust.t4{border-color:#c00}
      svg{width:100%;height:auto}svg text{font-size:12px;fill:currentColor}
      .lane{stroke:#8886}.sealed{fill:#8aa}.heartbeat{fill:#38a}.other{fill:#86b}
      .unwrap{fill:#d70}.anomaly{fill:#c00}.event{fill:#595}
      tr.grave{font-weight:bold}tr.grave td:first-child{border-left:.3rem solid #c00}
      tr.unwrap td:first-child{border-left:.3rem solid #d70}
      fieldset{border:1px solid #8885}label{margin-right:1rem}
      @media print{fieldset{display:none}details{display:block}summary{display:none}}
      """;

  private final Report report;
  private final Callers callers;
  private final Filters filters;
  private final StringBuilder page = new StringBuilder();

  private HtmlReport(Report report) {
    this.report = report;
    this.callers = Callers.of(report);
    this.filters = new Filters(callers);
  }

  public static String of(Report report) {
    return new HtmlReport(report).page();
  }

  private String page() {
    String title = "What was done with key " + report.query().key();
    add(
        "<!doctype html>%n<html lang=\"en\"><head><meta charset=\"utf-8\">%n"
            + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
            + " style-src 'unsafe-inline'\">%n"
            + "<meta name=\"viewport\" content=\"width=device-width\">%n"
            + "<title>%s</title>%n<style>%s</style></head><body>%n<h1>%s</h1>%n",
        HtmlText.of(title), STYLE + filters.style(), HtmlText.of(title));
    add("<p>From %s to %s.</p>%n", report.query().from(), report.query().to());
    trust();
    page.append(filters.inputs());
    add(
        "<h2>Timeline</h2>%n<p>Unwraps are large and orange, heartbeats blue, what was sealed"
            + " grey; rest the pointer on a mark to read it.</p>%n%s",
        Timeline.of(report, callers));
    report.hsm().ifPresent(hsm -> list(HsmSection.TITLE, "ul", new HsmSection(hsm).lines()));
    anomalies();
    events();
    counts();
    uses();
    list("What this record cannot show", "ul", Advice.limits(report));
    list("If an unwrap has no explanation", "ol", Advice.STEPS);
    return page.append("</body></html>\n").toString();
  }

  private void trust() {
    add(
        "<div class=\"trust t%d\"><strong>Trust %d in this time</strong>: %s.<ul>%n",
        report.trust().level(), report.trust().level(), HtmlText.of(report.trust().words()));
    for (Verdict verdict : report.verdicts()) {
      add("<li>%s, %d entries<ul>%n", HtmlText.of(verdict.origin()), verdict.entries());
      for (Interval interval : verdict.intervals()) {
        add(
            "<li>entries %d to %d, %s to %s: %s%s</li>%n",
            interval.from(),
            interval.to() - 1,
            time(interval.begins()),
            time(interval.ends()),
            HtmlText.of(interval.trust().words()),
            report.isAbout(verdict, interval) ? " (in this time)" : "");
      }
      for (Finding finding : verdict.findings()) {
        add(
            "<li>%s: %s: %s</li>%n",
            finding.severity().name().toLowerCase(Locale.ROOT),
            HtmlText.of(finding.where()),
            HtmlText.of(finding.text()));
      }
      add("</ul></li>%n");
    }
    add("</ul></div>%n");
  }

  private static String time(Optional<Instant> time) {
    return time.map(Instant::toString).orElse("?");
  }

  private void anomalies() {
    add("<h2>What does not explain itself</h2>%n");
    if (report.anomalies().isEmpty()) {
      add("<p>Nothing.</p>%n");
      return;
    }
    head("time", "what", "where", "seen", "may mean");
    report.anomalies().stream()
        .limit(MOST_LISTED)
        .forEach(
            anomaly ->
                row(
                    anomaly.kind().isGrave() ? "grave" : "",
                    anomaly.at().toString(),
                    anomaly.kind().title(),
                    anomaly.where(),
                    anomaly.text(),
                    anomaly.kind().meaning()));
    add("</tbody></table>%n");
    leftOut(report.anomalies().size());
  }

  private void events() {
    add("<h2>What took effect in this time</h2>%n");
    if (report.events().isEmpty()) {
      add("<p>Nothing.</p>%n");
      return;
    }
    head("time", "what", "where", "text");
    report.events().stream()
        .limit(MOST_LISTED)
        .forEach(
            event -> row("", event.at().toString(), event.kind(), event.where(), event.text()));
    add("</tbody></table>%n");
    leftOut(report.events().size());
  }

  private void counts() {
    add("<h2>Uses, counted</h2>%n");
    head("times", "use");
    for (Map.Entry<String, Long> count : new TreeMap<>(report.counts()).entrySet()) {
      row("", Long.toString(count.getValue()), count.getKey());
    }
    add("</tbody></table>%n");
  }

  private void uses() {
    add("<h2>Uses</h2>%n<details open><summary>Each with its log and entry</summary>%n");
    head("time", "use", "who", "proof", "from", "result", "request", "log, entry", "made by");
    report.uses().stream()
        .sorted(Comparator.comparing(use -> use.kind() != UseKind.UNWRAP))
        .limit(MOST_LISTED)
        .forEach(
            use ->
                row(
                    use.kind().label() + " caller " + callers.mark(use.outcome().identity()),
                    use.outcome().at().toString(),
                    use.outcome().operation().label()
                        + ", "
                        + use.kind().label()
                        + ", v"
                        + use.outcome().keyVersion(),
                    use.outcome().identity(),
                    use.outcome().proof(),
                    use.outcome().peer(),
                    use.outcome().result(),
                    use.outcome().requestId(),
                    use.origin() + ", " + use.index(),
                    use.madeBy().orElse("")));
    add("</tbody></table></details>%n");
    leftOut(report.uses().size() + report.leftOut());
  }

  private void leftOut(long all) {
    if (all > MOST_LISTED) {
      add(
          "<p>%d more are not listed here. The report as JSON has up to %d of a kind; ask about a"
              + " shorter time to see them all.</p>%n",
          all - MOST_LISTED, Report.MOST_USES);
    }
  }

  private void list(String title, String tag, List<String> items) {
    add("<h2>%s</h2>%n<%s>%n", title, tag);
    items.forEach(item -> add("<li>%s</li>%n", HtmlText.of(item)));
    add("</%s>%n", tag);
  }

  private void head(String... titles) {
    add("<table><thead><tr>");
    for (String title : titles) {
      add("<th scope=\"col\">%s</th>", title);
    }
    add("</tr></thead><tbody>%n");
  }

  private void row(String kind, String... cells) {
    add("<tr class=\"%s\">", kind);
    for (String cell : cells) {
      add("<td>%s</td>", HtmlText.of(cell));
    }
    add("</tr>%n");
  }

  @SuppressWarnings("AnnotateFormatMethod") // Would be the only use of a library.
  private void add(String format, Object... values) {
    page.append(String.format(Locale.ROOT, format, values));
  }
}
