package io.sealbridge.audit.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The uses as a drawing (SVG): a lane for each caller, the anomalies above them. */
final class Timeline {
  private static final int WIDTH = 1000;
  private static final int LEFT = 180;
  private static final int LANE = 28;
  private static final int MOST_LANES = 30;

  /** More dots than that say no more, and make the page slow. */
  private static final int MOST_DOTS = 5_000;

  private final Report report;
  private final Callers callers;
  private final StringBuilder svg = new StringBuilder();

  private Timeline(Report report, Callers callers) {
    this.report = report;
    this.callers = callers;
  }

  static String of(Report report, Callers callers) {
    return new Timeline(report, callers).draw();
  }

  private String draw() {
    Map<String, List<KeyUse>> lanes = lanes();
    int height = LANE * (lanes.size() + 4);
    add(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Uses of the key over time, a lane for"
            + " each caller\">%n",
        WIDTH, height);
    lane(0, "anomalies");
    report.anomalies().stream()
        .filter(anomaly -> report.query().covers(anomaly.at()))
        .limit(MOST_DOTS)
        .forEach(this::mark);
    lane(1, "took effect");
    report.events().stream().limit(MOST_DOTS).forEach(this::event);
    int lane = 2;
    for (Map.Entry<String, List<KeyUse>> uses : lanes.entrySet()) {
      add("<g class=\"caller %s\">", callers.mark(uses.getKey()));
      lane(lane, uses.getKey());
      // What is rare comes last, on top.
      for (KeyUse use : uses.getValue().reversed()) {
        dot(lane, use);
      }
      add("</g>%n");
      lane++;
    }
    axis(LANE * (lanes.size() + 3));
    return svg.append("</svg>\n").toString();
  }

  /** What is rare first, so that it is there when there are too many. */
  private Map<String, List<KeyUse>> lanes() {
    Map<String, List<KeyUse>> lanes = new LinkedHashMap<>();
    int dots = 0;
    for (UseKind kind : UseKind.RARE_FIRST) {
      for (KeyUse use : report.uses()) {
        String caller = use.outcome().identity();
        boolean fits = lanes.containsKey(caller) || lanes.size() < MOST_LANES;
        if (use.kind() == kind && fits && dots < MOST_DOTS) {
          lanes.computeIfAbsent(caller, _ -> new ArrayList<>()).add(use);
          dots++;
        }
      }
    }
    return lanes;
  }

  private void lane(int lane, String name) {
    int y = LANE * (lane + 1);
    add("<line class=\"lane\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", LEFT, y, WIDTH, y);
    String shown = name.length() > 26 ? name.substring(0, 25) + "\u2026" : name;
    add("<text x=\"0\" y=\"%d\">%s</text>%n", y + 4, HtmlText.of(shown));
  }

  private void dot(int lane, KeyUse use) {
    add(
        "<circle class=\"%s\" cx=\"%.1f\" cy=\"%d\" r=\"%d\"><title>%s</title></circle>%n",
        use.kind().label(),
        x(use.outcome().at()),
        LANE * (lane + 1),
        use.kind() == UseKind.UNWRAP ? 6 : 4,
        HtmlText.of(
            "%s %s (%s) by %s from %s: %s"
                .formatted(
                    use.outcome().at(),
                    use.outcome().operation().label(),
                    use.kind().label(),
                    use.outcome().identity(),
                    use.outcome().peer(),
                    use.outcome().result())));
  }

  private void mark(Anomaly anomaly) {
    double x = x(anomaly.at());
    add(
        "<path class=\"anomaly\" d=\"M%.1f %d l6 11 h-12 z\"><title>%s</title></path>%n",
        x,
        LANE - 6,
        HtmlText.of(anomaly.at() + " " + anomaly.kind().title() + ": " + anomaly.text()));
  }

  private void event(Event event) {
    add(
        "<rect class=\"event\" x=\"%.1f\" y=\"%d\" width=\"6\" height=\"12\"><title>%s</title></rect>%n",
        x(event.at()) - 3,
        2 * LANE - 6,
        HtmlText.of(event.at() + " " + event.kind() + ": " + event.text()));
  }

  private void axis(int y) {
    add("<text x=\"%d\" y=\"%d\">%s</text>", LEFT, y, report.query().from());
    add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n", WIDTH, y, report.query().to());
  }

  private double x(Instant at) {
    double whole = Duration.between(report.query().from(), report.query().to()).toMillis();
    double part = Duration.between(report.query().from(), at).toMillis();
    return LEFT + (WIDTH - LEFT) * part / Math.max(1, whole);
  }

  @SuppressWarnings("AnnotateFormatMethod") // Would be the only use of a library.
  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
