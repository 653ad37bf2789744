package io.sealbridge.audit.report;

import io.sealbridge.keyring.KeyUseEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who used the key before, and how much in an hour. Keeps a bounded number of callers. Entries of
 * all logs; for one thread.
 */
final class History {
  private static final int MOST_CALLERS = 10_000;

  /** A burst has so many times the uses of the busiest hour before, and more than a few. */
  private static final int FACTOR = 10;

  private static final int FEW = 100;

  private final ReportQuery query;
  private final Set<String> callers = new HashSet<>();
  private final Set<String> addresses = new HashSet<>();
  private final Map<Instant, Long> hoursWithin = new HashMap<>();
  private final Map<Instant, Long> hoursBefore = new HashMap<>();
  private boolean anyBefore;

  History(ReportQuery query) {
    this.query = query;
  }

  /** A use before the time that is asked about. */
  void before(KeyUseEntry.Outcome outcome) {
    anyBefore = true;
    if (callers.size() < MOST_CALLERS && addresses.size() < MOST_CALLERS) {
      callers.add(outcome.identity());
      addresses.add(address(outcome));
    }
    hoursBefore.merge(outcome.at().truncatedTo(ChronoUnit.HOURS), 1L, Long::sum);
  }

  /** What is new in a use in that time. Without any use before, everybody would be new. */
  List<Anomaly> within(String where, KeyUseEntry.Outcome outcome) {
    hoursWithin.merge(outcome.at().truncatedTo(ChronoUnit.HOURS), 1L, Long::sum);
    List<Anomaly> found = new ArrayList<>();
    boolean newCaller = callers.add(outcome.identity());
    boolean newAddress = addresses.add(address(outcome));
    if (anyBefore && newCaller) {
      found.add(
          new Anomaly(
              Anomaly.Kind.FIRST_SEEN_CALLER,
              outcome.at(),
              where,
              "%s (%s) from %s".formatted(outcome.identity(), outcome.proof(), outcome.peer())));
    } else if (anyBefore && newAddress) {
      found.add(
          new Anomaly(
              Anomaly.Kind.FIRST_SEEN_ADDRESS,
              outcome.at(),
              where,
              "%s (%s) from %s, %s of a ciphertext"
                  .formatted(
                      outcome.identity(),
                      outcome.proof(),
                      outcome.peer(),
                      outcome.operation().label())));
    }
    return found;
  }

  private static String address(KeyUseEntry.Outcome outcome) {
    return outcome.identity() + " " + KeyUse.hostOf(outcome.peer());
  }

  List<Anomaly> bursts() {
    long usual = hoursBefore.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return hoursWithin.entrySet().stream()
        .filter(hour -> usual > 0 && hour.getValue() > Math.max(FEW, FACTOR * usual))
        .map(
            hour ->
                new Anomaly(
                    Anomaly.Kind.BURST,
                    hour.getKey(),
                    query.key().value(),
                    "%d uses in the hour from %s, at most %d in any hour before"
                        .formatted(hour.getValue(), hour.getKey(), usual)))
        .toList();
  }
}
