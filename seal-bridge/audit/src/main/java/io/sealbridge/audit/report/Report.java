package io.sealbridge.audit.report;

import io.sealbridge.audit.verify.Finding;
import io.sealbridge.audit.verify.Interval;
import io.sealbridge.audit.verify.TrustLevel;
import io.sealbridge.audit.verify.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer.
 *
 * @param uses in the order of their times, bounded by {@link #MOST_USES}
 * @param leftOut uses that there were beyond
 * @param counts of all uses, by "operation, kind, caller, result"
 * @param anomalies in the order of their times, the grave ones before the others
 * @param events what took effect in that time, in the order of their times
 * @param hsm what comparing with the HSM's own log came to; empty if none was given
 */
public record Report(
    ReportQuery query,
    List<Verdict> verdicts,
    List<KeyUse> uses,
    long leftOut,
    Map<String, Long> counts,
    List<Anomaly> anomalies,
    List<Event> events,
    Optional<HsmComparison> hsm) {
  /** So many that opened something, and so many others; more are counted and not listed. */
  public static final int MOST_USES = 100_000;

  public Report {
    verdicts = List.copyOf(verdicts);
    uses = List.copyOf(uses);
    counts = Map.copyOf(counts);
    anomalies = List.copyOf(anomalies);
    events = List.copyOf(events);
  }

  /** That of the worst log in the time that was asked about. */
  public TrustLevel trust() {
    return verdicts.stream()
        .map(verdict -> verdict.trust(query.from(), query.to()))
        .max(Comparator.naturalOrder())
        .orElse(TrustLevel.CONSISTENT);
  }

  /** Whether a part of a log counts for that. */
  boolean isAbout(Verdict verdict, Interval interval) {
    return verdict.during(query.from(), query.to()).contains(interval);
  }

  /** Whether nothing has to be looked at, in that time or in how the logs are. */
  public boolean isUnsuspicious() {
    return anomalies.isEmpty()
        && verdicts.stream()
            .noneMatch(verdict -> verdict.isBroken() || verdict.has(Finding.Severity.SUSPICIOUS));
  }
}
