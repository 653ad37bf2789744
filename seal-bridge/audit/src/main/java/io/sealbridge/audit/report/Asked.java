package io.sealbridge.audit.report;

import io.sealbridge.audit.entry.LoggedEntry;
import io.sealbridge.audit.verify.Interval;
import io.sealbridge.audit.verify.TrustLevel;
import io.sealbridge.audit.verify.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of one log that is of the time that was asked about. In order; for one thread. */
final class Asked {
  private final ReportQuery query;
  private long from;
  private long to;
  private @Nullable Instant begins;
  private @Nullable Instant ends;
  private @Nullable Instant previous;
  private @Nullable Instant before;
  private @Nullable Instant behind;

  Asked(ReportQuery query) {
    this.query = query;
  }

  void look(LoggedEntry logged) {
    Instant at = logged.entry().at();
    if (query.covers(at)) {
      if (begins == null) {
        from = logged.index();
        begins = at;
        before = previous;
      }
      to = logged.index() + 1;
      ends = at;
      behind = null;
    } else if (behind == null) {
      behind = at;
    }
    previous = at;
  }

  /** The verdict, in which this part is trusted most where it is witnessed and confirmed. */
  Verdict confirmed(Verdict verdict, HsmComparison comparison) {
    List<Interval> intervals =
        verdict.intervals().stream().flatMap(part -> split(part, comparison).stream()).toList();
    return new Verdict(
        verdict.origin(), verdict.entries(), verdict.checkpoint(), intervals, verdict.findings());
  }

  private List<Interval> split(Interval interval, HsmComparison comparison) {
    long first = Math.max(from, interval.from());
    long last = Math.min(to, interval.to());
    Instant start = begins;
    Instant end = ends;
    if (interval.trust() != TrustLevel.WITNESSED || start == null || end == null || first >= last) {
      return List.of(interval);
    }
    Instant begin = later(start, interval.begins());
    Instant finish = earlier(end, interval.ends());
    // A use past the bridge has no entry: the time before the first and behind the last counts too.
    if (!comparison.confirms(
        interval.from() <= from ? query.from() : begin,
        interval.to() >= to ? query.to() : finish)) {
      return List.of(interval);
    }
    List<Interval> parts = new ArrayList<>();
    if (interval.from() < first) {
      parts.add(
          new Interval(
              interval.from(),
              first,
              interval.begins(),
              Optional.ofNullable(before),
              interval.trust()));
    }
    parts.add(
        new Interval(first, last, Optional.of(begin), Optional.of(finish), TrustLevel.RECONCILED));
    if (last < interval.to()) {
      parts.add(
          new Interval(
              last, interval.to(), Optional.ofNullable(behind), interval.ends(), interval.trust()));
    }
    return parts;
  }

  private static Instant later(Instant one, Optional<Instant> other) {
    return other.filter(time -> time.isAfter(one)).orElse(one);
  }

  private static Instant earlier(Instant one, Optional<Instant> other) {
    return other.filter(time -> time.isBefore(one)).orElse(one);
  }
}
