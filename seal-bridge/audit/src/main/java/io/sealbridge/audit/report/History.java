package io.sealbridge.audit.report;

import io.sealbridge.keyring.KeyUseEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Who used the key before, and how much in an hour. Keeps a bounded number of callers. Entries of
 * all logs, in any order; for one thread.
 */
final class History {
  private static final int MOST_CALLERS = 10_000;

  /** A burst has so many times the uses of the busiest hour before, and more than a few. */
  private static final int FACTOR = 10;

  private static final int FEW = 100;

  private record Seen(String where, KeyUseEntry.Outcome outcome) {
    Instant at() {
      return outcome.at();
    }
  }

  private final ReportQuery query;
  private final Set<String> callers = new HashSet<>();
  private final Set<String> addresses = new HashSet<>();
  private final Map<String, Seen> firstWithin = new HashMap<>();
  private final Map<Instant, Long> hoursWithin = new HashMap<>();
  private final Map<Instant, Long> hoursBefore = new HashMap<>();

  History(ReportQuery query) {
    this.query = query;
  }

  /** A use before the time that is asked about. */
  void before(KeyUseEntry.Outcome outcome) {
    if (callers.size() < MOST_CALLERS && addresses.size() < MOST_CALLERS) {
      callers.add(outcome.identity());
      addresses.add(address(outcome));
    }
    hoursBefore.merge(outcome.at().truncatedTo(ChronoUnit.HOURS), 1L, Long::sum);
  }

  /** A use in that time. */
  void within(String where, KeyUseEntry.Outcome outcome) {
    hoursWithin.merge(outcome.at().truncatedTo(ChronoUnit.HOURS), 1L, Long::sum);
    String address = address(outcome);
    if (firstWithin.size() < MOST_CALLERS || firstWithin.containsKey(address)) {
      firstWithin.merge(
          address,
          new Seen(where, outcome),
          (one, other) -> other.at().isBefore(one.at()) ? other : one);
    }
  }

  /** Once all is read. Without any use before, everybody would be new. */
  void tell(Consumer<Anomaly> anomalies) {
    if (hoursBefore.isEmpty()) {
      return;
    }
    List<Seen> firsts =
        firstWithin.values().stream().sorted(Comparator.comparing(Seen::at)).toList();
    for (Seen first : firsts) {
      boolean newCaller = callers.add(first.outcome().identity());
      boolean newAddress = addresses.add(address(first.outcome()));
      if (newCaller) {
        anomalies.accept(anomaly(Anomaly.Kind.FIRST_SEEN_CALLER, first));
      } else if (newAddress) {
        anomalies.accept(anomaly(Anomaly.Kind.FIRST_SEEN_ADDRESS, first));
      }
    }
    bursts(anomalies);
  }

  private static Anomaly anomaly(Anomaly.Kind kind, Seen seen) {
    KeyUseEntry.Outcome outcome = seen.outcome();
    return new Anomaly(
        kind,
        seen.at(),
        seen.where(),
        "%s (%s) from %s, first by %s"
            .formatted(
                outcome.identity(), outcome.proof(), outcome.peer(), outcome.operation().label()));
  }

  private static String address(KeyUseEntry.Outcome outcome) {
    return outcome.identity() + " " + KeyUse.hostOf(outcome.peer());
  }

  private void bursts(Consumer<Anomaly> anomalies) {
    long usual = hoursBefore.values().stream().mapToLong(Long::longValue).max().orElse(0);
    hoursWithin.forEach(
        (hour, uses) -> {
          if (uses > Math.max(FEW, FACTOR * usual)) {
            anomalies.accept(
                new Anomaly(
                    Anomaly.Kind.BURST,
                    hour,
                    query.key().value(),
                    "%d uses in the hour from %s, at most %d in any hour before"
                        .formatted(uses, hour, usual)));
          }
        });
  }
}
