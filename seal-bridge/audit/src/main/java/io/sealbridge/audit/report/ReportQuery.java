package io.sealbridge.audit.report;

import io.sealbridge.keyring.KeyName;
import java.time.Instant;
import java.util.List;

/**
 * What is asked.
 *
 * @param from the first moment that is asked about
 * @param to the first that is not
 * @param expectedNodes origins of logs that must be there
 */
public record ReportQuery(KeyName key, Instant from, Instant to, List<String> expectedNodes) {
  public ReportQuery {
    expectedNodes = List.copyOf(expectedNodes);
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from must be before to, was " + from + " and " + to);
    }
  }

  boolean covers(Instant at) {
    return !at.isBefore(from) && at.isBefore(to);
  }
}
