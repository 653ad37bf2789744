package io.sealbridge.audit.report;

import io.sealbridge.audit.hsmlog.HsmAct;
import io.sealbridge.audit.hsmlog.HsmRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The time that was asked about, in parts: where one does not agree the others still may. */
record Spans(
    ReportQuery query,
    HsmRecords records,
    UseMatching matching,
    List<UseMatching.Logged> lacking,
    List<UseMatching.Logged> logged) {
  private static final int MOST = 1_000;

  /** Counts of one part. */
  private static final class Counts {
    private long logged;
    private long seen;
    private long past;
    private long lacking;
  }

  /**
   * Parts that agree and follow one another are one, and so are those that nothing covers.
   *
   * @param confirming whether the HSM's log can confirm anything at all
   */
  List<HsmComparison.Span> list(boolean confirming) {
    Coverage whole =
        Coverage.of(records.scans(), scan -> scan.format().tellsUses() && scan.isWhole());
    SortedSet<Instant> edges = edges(whole);
    NavigableMap<Instant, Counts> counts = counts(edges);
    List<HsmComparison.Span> spans = new ArrayList<>();
    for (Instant from : counts.keySet()) {
      Instant next = counts.higherKey(from);
      Instant to = next == null ? query.to() : next;
      Counts count = counts.get(from);
      add(
          spans,
          new HsmComparison.Span(
              from,
              to,
              confirming && whole.covers(from, to),
              count.logged,
              count.seen,
              count.past,
              count.lacking));
    }
    return spans;
  }

  private SortedSet<Instant> edges(Coverage whole) {
    SortedSet<Instant> edges = new TreeSet<>();
    whole.addEdges(edges);
    Instant hour = query.from().truncatedTo(ChronoUnit.HOURS);
    for (int i = 0; i < MOST && hour.isBefore(query.to()); i++) {
      edges.add(hour);
      hour = hour.plus(1, ChronoUnit.HOURS);
    }
    edges.removeIf(edge -> !query.covers(edge));
    edges.add(query.from());
    return edges;
  }

  private NavigableMap<Instant, Counts> counts(SortedSet<Instant> edges) {
    NavigableMap<Instant, Counts> counts = new TreeMap<>();
    edges.forEach(edge -> counts.put(edge, new Counts()));
    logged.stream().filter(use -> use.certain()).forEach(use -> in(counts, use.at()).logged++);
    records.timed().stream()
        .filter(record -> isUse(record) && query.covers(UseMatching.at(record)))
        .forEach(record -> in(counts, UseMatching.at(record)).seen++);
    matching.past().stream()
        .filter(Spans::isUse)
        .forEach(record -> in(counts, UseMatching.at(record)).past++);
    lacking.forEach(use -> in(counts, use.at()).lacking++);
    return counts;
  }

  private static boolean isUse(HsmRecord record) {
    return record.act() != HsmAct.START;
  }

  private static Counts in(NavigableMap<Instant, Counts> counts, Instant at) {
    var entry = counts.floorEntry(at);
    return entry == null ? counts.firstEntry().getValue() : entry.getValue();
  }

  private static void add(List<HsmComparison.Span> spans, HsmComparison.Span span) {
    if (!spans.isEmpty() && isLike(spans.getLast(), span)) {
      HsmComparison.Span before = spans.removeLast();
      spans.add(
          new HsmComparison.Span(
              before.from(),
              span.to(),
              span.covered(),
              before.logged() + span.logged(),
              before.seen() + span.seen(),
              before.past() + span.past(),
              before.lacking() + span.lacking()));
    } else {
      spans.add(span);
    }
  }

  private static boolean isLike(HsmComparison.Span before, HsmComparison.Span span) {
    return (before.agrees() && span.agrees()) || (!before.covered() && !span.covered());
  }
}
