package io.sealbridge.audit.report;

import io.sealbridge.audit.entry.LoggedEntry;
import io.sealbridge.audit.entry.UnreadableEntryException;
import io.sealbridge.audit.read.LogCursor;
import io.sealbridge.audit.read.LogFolder;
import io.sealbridge.audit.read.RawEntry;
import io.sealbridge.audit.verify.Verdict;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.Operation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Makes the report from the logs of all replicas. Reads them twice: first for what was done in the
 * time that is asked about, then for where the ciphertexts that were opened in it had been made.
 * Memory grows with that time, not with the logs. For one thread.
 */
public final class Reporter {
  /** Vault opens what it has just sealed at once; somebody else's copy is seldom so fresh. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  /** Where a ciphertext was made. */
  private record Made(String where, Instant at, String identity) {}

  private final ReportQuery query;
  private final List<LogFolder> logs;
  private final List<Anomaly> anomalies = new ArrayList<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private final History history;
  private final List<KeyUse> uses = new ArrayList<>();
  private final Map<String, Made> made = new HashMap<>();
  private long leftOut;

  private Reporter(ReportQuery query, List<LogFolder> logs) {
    this.query = query;
    this.logs = logs;
    this.history = new History(query);
  }

  /**
   * Reports.
   *
   * @param verdicts on the logs, in the same order
   */
  public static Report report(ReportQuery query, List<LogFolder> logs, List<Verdict> verdicts)
      throws IOException {
    return new Reporter(query, logs).report(verdicts);
  }

  private Report report(List<Verdict> verdicts) throws IOException {
    List<KeyUse> seen = new ArrayList<>();
    for (LogFolder log : logs) {
      LogWatch watch = new LogWatch(query, log.origin(), anomalies::add);
      each(
          log,
          logged -> {
            watch.look(logged);
            use(logged, seen);
          });
      watch.end();
    }
    seen.sort(Comparator.comparing(use -> use.outcome().at()));
    seen.forEach(
        use ->
            anomalies.addAll(
                history.within(use.origin() + ", entry " + use.index(), use.outcome())));
    anomalies.addAll(history.bursts());
    for (LogFolder log : logs) {
      each(log, this::remember);
    }
    seen.forEach(use -> uses.add(explained(use)));
    uses.forEach(this::count);
    missingNodes();
    anomalies.sort(Comparator.comparing(Anomaly::at));
    return new Report(query, verdicts, uses, leftOut, counts, anomalies);
  }

  private void each(LogFolder log, Consumer<LoggedEntry> visitor) throws IOException {
    LogCursor cursor = log.from(0);
    Optional<RawEntry> raw = cursor.next();
    while (raw.isPresent()) {
      Optional<LoggedEntry> logged = parsed(log, raw.get());
      logged.ifPresent(visitor);
      raw = cursor.next();
    }
  }

  /** What cannot be read has been told by the verdict. */
  private static Optional<LoggedEntry> parsed(LogFolder log, RawEntry raw) {
    try {
      return Optional.of(new LoggedEntry(log.origin(), raw.index(), raw.parsed()));
    } catch (UnreadableEntryException _) {
      return Optional.empty();
    }
  }

  private void use(LoggedEntry logged, List<KeyUse> seen) {
    if (!(logged.entry() instanceof KeyUseEntry.Outcome outcome)
        || !outcome.key().equals(query.key())) {
      return;
    }
    if (outcome.at().isBefore(query.from())) {
      history.before(outcome);
    } else if (query.covers(outcome.at())) {
      if (seen.size() < Report.MOST_USES) {
        seen.add(
            new KeyUse(logged.origin(), logged.index(), outcome, UseKind.OTHER, Optional.empty()));
        if (opens(outcome)) {
          outcome.ciphertextSha256().ifPresent(hash -> made.put(hash, UNKNOWN));
        }
      } else {
        leftOut++;
      }
    }
  }

  private static final Made UNKNOWN = new Made("", Instant.MAX, "");

  /** Of all that made a ciphertext, only of those that were opened. */
  private void remember(LoggedEntry logged) {
    if (logged.entry() instanceof KeyUseEntry.Outcome outcome
        && !opens(outcome)
        && outcome.result().equals("ok")
        && outcome.ciphertextSha256().filter(made::containsKey).isPresent()) {
      made.merge(
          outcome.ciphertextSha256().get(),
          new Made(logged.origin() + ", entry " + logged.index(), outcome.at(), outcome.identity()),
          (before, now) -> before.at().isBefore(now.at()) ? before : now);
    }
  }

  private static boolean opens(KeyUseEntry.Outcome outcome) {
    return outcome.operation() == Operation.DECRYPT;
  }

  private KeyUse explained(KeyUse use) {
    KeyUseEntry.Outcome outcome = use.outcome();
    if (!opens(outcome)) {
      UseKind kind = outcome.operation() == Operation.ENCRYPT ? UseKind.SEALED : UseKind.OTHER;
      return new KeyUse(use.origin(), use.index(), outcome, kind, Optional.empty());
    }
    Made origin = made.getOrDefault(outcome.ciphertextSha256().orElse(""), UNKNOWN);
    if (origin.equals(UNKNOWN)) {
      if (outcome.result().equals("ok")) {
        anomalies.add(
            new Anomaly(
                Anomaly.Kind.UNKNOWN_BLOB,
                outcome.at(),
                use.origin() + ", entry " + use.index(),
                "opened by %s (%s) from %s"
                    .formatted(outcome.identity(), outcome.proof(), outcome.peer())));
      }
      return new KeyUse(use.origin(), use.index(), outcome, UseKind.UNWRAP, Optional.empty());
    }
    boolean fresh =
        origin.identity().equals(outcome.identity())
            && Duration.between(origin.at(), outcome.at()).abs().compareTo(FRESH) <= 0;
    return new KeyUse(
        use.origin(),
        use.index(),
        outcome,
        fresh ? UseKind.HEARTBEAT : UseKind.UNWRAP,
        Optional.of(origin.where()));
  }

  private void count(KeyUse use) {
    counts.merge(
        "%s, %s, by %s: %s"
            .formatted(
                use.outcome().operation().label(),
                use.kind().label(),
                use.outcome().identity(),
                use.outcome().result()),
        1L,
        Long::sum);
  }

  private void missingNodes() {
    query.expectedNodes().stream()
        .filter(node -> logs.stream().noneMatch(log -> log.origin().equals(node)))
        .forEach(
            node ->
                anomalies.add(
                    new Anomaly(Anomaly.Kind.MISSING_NODE, query.from(), node, "no log of it")));
  }
}
