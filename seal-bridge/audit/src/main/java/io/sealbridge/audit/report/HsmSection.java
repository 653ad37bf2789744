package io.sealbridge.audit.report;

import io.sealbridge.audit.hsmlog.HsmLogScan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The comparison with the HSM's own log, line by line, for reports for people. Not escaped. */
record HsmSection(HsmComparison comparison) {
  static final String TITLE = "Compared with the HSM's own log";

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (HsmLogScan scan : comparison.scans()) {
      lines.add(file(scan));
    }
    for (HsmComparison.Span span : comparison.spans()) {
      lines.add(span(span));
    }
    if (comparison.trials() > 0) {
      lines.add(
          comparison.trials()
              + " records in the HSM's log are explained by what may have been a use: a bridge's"
              + " trial of a key at its start, a failure, or an intent without an outcome.");
    }
    lines.add(
        ("The HSM's clock may differ from the bridges' by %d s: of several uses so close together, it"
                + " cannot be told which one went past the bridge. Times without a zone are UTC.")
            .formatted(comparison.tolerance().toSeconds()));
    lines.addAll(comparison.words());
    return lines;
  }

  private static String file(HsmLogScan scan) {
    Map<String, Long> operations = new TreeMap<>(scan.operations());
    return "%s (%s), %s to %s: %d lines, %d records %s, %d of no concern, %d repeated, %d unreadable; %s"
        .formatted(
            scan.file(),
            scan.format().title(),
            time(scan.first()),
            time(scan.last()),
            scan.lines(),
            scan.records(),
            operations,
            scan.passed(),
            scan.repeated(),
            scan.unreadable(),
            scan.isWhole() ? "nothing is seen to be missing" : "it is not whole");
  }

  private static String span(HsmComparison.Span span) {
    return "%s to %s: %s; %d uses in the key-use logs, %d in the HSM's log, %d of these past the"
            .formatted(
                span.from(), span.to(), verdict(span), span.logged(), span.seen(), span.past())
        + " bridge, %d that it lacks".formatted(span.lacking());
  }

  private static String verdict(HsmComparison.Span span) {
    return span.agrees()
        ? "confirmed by the HSM's own log"
        : span.covered() ? "NOT the same" : "not confirmed";
  }

  private static String time(Optional<Instant> time) {
    return time.map(Instant::toString).orElse("?");
  }
}
