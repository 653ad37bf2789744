package io.sealbridge.audit.verify;

import io.sealbridge.audit.note.Checkpoint;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What verifying a log came to.
 *
 * @param entries in it, those behind the checkpoint included
 * @param intervals from its first entry to its last
 */
public record Verdict(
    String origin,
    long entries,
    Optional<Checkpoint> checkpoint,
    List<Interval> intervals,
    List<Finding> findings) {
  public Verdict {
    intervals = List.copyOf(intervals);
    findings = List.copyOf(findings);
  }

  /** The trust in the whole: that of its worst part. */
  public TrustLevel trust() {
    return isBroken()
        ? TrustLevel.BROKEN
        : intervals.stream()
            .map(Interval::trust)
            .max(Comparator.naturalOrder())
            .orElse(TrustLevel.CONSISTENT);
  }

  /**
   * The trust in what it says of the time from {@code start} up to {@code end}: that of the worst
   * part that may have entries of then. Without such a part it is that of the whole log.
   */
  public TrustLevel trust(Instant start, Instant end) {
    return during(start, end).stream()
        .map(Interval::trust)
        .max(Comparator.naturalOrder())
        .orElseGet(this::trust);
  }

  /**
   * The parts that may have entries of the time from {@code start} up to {@code end}; if it was
   * quiet then, those before and behind it.
   */
  public List<Interval> during(Instant start, Instant end) {
    List<Interval> during =
        intervals.stream().filter(interval -> interval.overlaps(start, end)).toList();
    if (!during.isEmpty()) {
      return during;
    }
    return Stream.concat(
            intervals.reversed().stream()
                .filter(
                    interval -> interval.ends().filter(time -> time.isBefore(start)).isPresent())
                .limit(1),
            intervals.stream()
                .filter(
                    interval -> interval.begins().filter(time -> !time.isBefore(end)).isPresent())
                .limit(1))
        .toList();
  }

  public boolean isBroken() {
    return has(Finding.Severity.BROKEN);
  }

  public boolean has(Finding.Severity severity) {
    return findings.stream().anyMatch(finding -> finding.severity() == severity);
  }
}
