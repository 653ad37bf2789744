package io.sealbridge.audit.report;

import io.sealbridge.audit.verify.Finding;
import io.sealbridge.audit.verify.TrustLevel;
import io.sealbridge.audit.verify.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The answer.
 *
 * @param uses in the order of their times, bounded by {@link #MOST_USES}
 * @param leftOut uses that there were beyond
 * @param counts of all uses, by "operation, kind, caller, result"
 * @param anomalies in the order of their times
 */
public record Report(
    ReportQuery query,
    List<Verdict> verdicts,
    List<KeyUse> uses,
    long leftOut,
    Map<String, Long> counts,
    List<Anomaly> anomalies) {
  /** So many that opened something, and so many others; more are counted and not listed. */
  public static final int MOST_USES = 100_000;

  public Report {
    verdicts = List.copyOf(verdicts);
    uses = List.copyOf(uses);
    counts = Map.copyOf(counts);
    anomalies = List.copyOf(anomalies);
  }

  /** That of the worst log. */
  public TrustLevel trust() {
    return verdicts.stream()
        .map(Verdict::trust)
        .max(Comparator.naturalOrder())
        .orElse(TrustLevel.CONSISTENT);
  }

  /** Whether nothing has to be looked at. */
  public boolean isUnsuspicious() {
    return anomalies.isEmpty()
        && trust() != TrustLevel.BROKEN
        && verdicts.stream().noneMatch(verdict -> verdict.has(Finding.Severity.SUSPICIOUS));
  }
}
