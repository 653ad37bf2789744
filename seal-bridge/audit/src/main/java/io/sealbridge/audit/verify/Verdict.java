package io.sealbridge.audit.verify;

import io.sealbridge.audit.note.Checkpoint;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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

  public boolean isBroken() {
    return has(Finding.Severity.BROKEN);
  }

  public boolean has(Finding.Severity severity) {
    return findings.stream().anyMatch(finding -> finding.severity() == severity);
  }
}
