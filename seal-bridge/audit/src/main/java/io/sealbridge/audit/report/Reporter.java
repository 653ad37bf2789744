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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Makes the report from the logs of all replicas. Reads them twice: first for what was done in the
 * time that is asked about, then for where the ciphertexts that were opened in it had been made.
 * Memory is bounded, however long the logs and the time are: what opened something is kept before
 * all else, and every use is counted. For one thread.
 */
public final class Reporter {
  private static final Comparator<KeyUse> ORDER =
      Comparator.<KeyUse, Instant>comparing(use -> use.outcome().at())
          .thenComparing(KeyUse::origin)
          .thenComparingLong(KeyUse::index);

  private final ReportQuery query;
  private final List<LogFolder> logs;
  private final Anomalies anomalies = new Anomalies();
  private final Map<String, Long> counts = new TreeMap<>();
  private final History history;
  private final Events events;
  private final Origins origins = new Origins();
  private final Reconciler reconciler;
  private final List<Asked> asked = new ArrayList<>();
  private final List<KeyUse> opened = new ArrayList<>();
  private final List<KeyUse> others = new ArrayList<>();
  private long openingsLeftOut;
  private long othersLeftOut;

  private Reporter(ReportQuery query, List<LogFolder> logs, HsmEvidence evidence) {
    this.query = query;
    this.logs = logs;
    this.reconciler = new Reconciler(query, evidence);
    this.history = new History(query);
    this.events = new Events(query);
  }

  /**
   * Reports.
   *
   * @param verdicts on the logs, in the same order
   */
  public static Report report(ReportQuery query, List<LogFolder> logs, List<Verdict> verdicts)
      throws IOException {
    return report(query, logs, verdicts, HsmEvidence.NONE);
  }

  /**
   * Reports, and compares with the HSM's own log. What that confirms is trusted most.
   *
   * @param verdicts on the logs, in the same order
   */
  public static Report report(
      ReportQuery query, List<LogFolder> logs, List<Verdict> verdicts, HsmEvidence evidence)
      throws IOException {
    return new Reporter(query, logs, evidence).report(verdicts);
  }

  private Report report(List<Verdict> verdicts) throws IOException {
    for (LogFolder log : logs) {
      readUses(log);
    }
    history.tell(anomalies::add);
    for (LogFolder log : logs) {
      readOrigins(log);
    }
    List<KeyUse> uses = new ArrayList<>(others);
    opened.forEach(use -> uses.add(explained(use)));
    uses.sort(ORDER);
    uses.forEach(use -> count(use.outcome(), use.kind().label()));
    missing();
    Optional<HsmComparison> hsm = reconciler.compare(anomalies::add);
    return new Report(
        query,
        confirmed(verdicts, hsm),
        uses,
        openingsLeftOut + othersLeftOut,
        counts,
        anomalies.list(query.to()),
        events.list(),
        hsm);
  }

  private List<Verdict> confirmed(List<Verdict> verdicts, Optional<HsmComparison> hsm) {
    List<Verdict> confirmed = new ArrayList<>();
    for (int i = 0; i < verdicts.size(); i++) {
      Verdict verdict = verdicts.get(i);
      Asked part = asked.get(i);
      confirmed.add(hsm.map(comparison -> part.confirmed(verdict, comparison)).orElse(verdict));
    }
    return confirmed;
  }

  private void readUses(LogFolder log) throws IOException {
    LogWatch watch = new LogWatch(query, log.origin(), anomalies::add, reconciler::unended);
    Openings openings = new Openings();
    Asked part = new Asked(query);
    asked.add(part);
    long unreadable =
        each(
            log,
            logged -> {
              watch.look(logged);
              events.look(logged);
              part.look(logged);
              boolean opens = openings.opens(logged.entry());
              reconciler.look(logged, opens);
              if (logged.entry() instanceof KeyUseEntry.Outcome outcome
                  && outcome.key().equals(query.key())) {
                use(logged, outcome, opens);
              }
            });
    watch.end();
    if (unreadable > 0) {
      anomalies.add(
          new Anomaly(
              Anomaly.Kind.UNREADABLE, query.from(), log.origin(), unreadable + " entries"));
    }
  }

  private void readOrigins(LogFolder log) throws IOException {
    Openings openings = new Openings();
    each(
        log,
        logged -> {
          boolean opens = openings.opens(logged.entry());
          if (!opens && logged.entry() instanceof KeyUseEntry.Outcome outcome) {
            origins.look(logged, outcome);
          }
        });
  }

  /** How many entries could not be read. */
  private static long each(LogFolder log, Consumer<LoggedEntry> visitor) throws IOException {
    long unreadable = 0;
    LogCursor cursor = log.from(0);
    Optional<RawEntry> raw = cursor.next();
    while (raw.isPresent()) {
      try {
        visitor.accept(new LoggedEntry(log.origin(), raw.get().index(), raw.get().parsed()));
      } catch (UnreadableEntryException _) {
        unreadable++;
      }
      raw = cursor.next();
    }
    return unreadable;
  }

  private void use(LoggedEntry logged, KeyUseEntry.Outcome outcome, boolean opens) {
    if (outcome.at().isBefore(query.from())) {
      history.before(outcome);
    } else if (query.covers(outcome.at())) {
      history.within(where(logged.origin(), logged.index()), outcome);
      UseKind kind = outcome.operation() == Operation.ENCRYPT ? UseKind.SEALED : UseKind.OTHER;
      KeyUse use = new KeyUse(logged.origin(), logged.index(), outcome, kind, Optional.empty());
      if (opens && opened.size() < Report.MOST_USES) {
        opened.add(use);
        origins.want(outcome);
      } else if (opens) {
        openingsLeftOut++;
        count(outcome, "not looked at");
      } else if (others.size() < Report.MOST_USES) {
        others.add(use);
      } else {
        othersLeftOut++;
        count(outcome, kind.label());
      }
    }
  }

  private KeyUse explained(KeyUse use) {
    KeyUseEntry.Outcome opening = use.outcome();
    Optional<Origins.Made> made = origins.of(opening);
    if (made.isEmpty() && opening.result().equals("ok")) {
      anomalies.add(
          new Anomaly(
              Anomaly.Kind.UNKNOWN_BLOB,
              opening.at(),
              where(use.origin(), use.index()),
              "opened (%s) by %s (%s) from %s"
                  .formatted(
                      opening.operation().label(),
                      opening.identity(),
                      opening.proof(),
                      opening.peer())));
    }
    UseKind kind =
        made.filter(origin -> origin.isBeat(opening)).isPresent()
            ? UseKind.HEARTBEAT
            : opening.operation() == Operation.DECRYPT ? UseKind.UNWRAP : UseKind.OTHER;
    return new KeyUse(use.origin(), use.index(), opening, kind, made.map(Origins.Made::where));
  }

  private void count(KeyUseEntry.Outcome outcome, String kind) {
    counts.merge(
        "%s, %s, by %s: %s"
            .formatted(outcome.operation().label(), kind, outcome.identity(), outcome.result()),
        1L,
        Long::sum);
  }

  private void missing() {
    query.expectedNodes().stream()
        .filter(node -> logs.stream().noneMatch(log -> log.origin().equals(node)))
        .forEach(
            node ->
                anomalies.add(
                    new Anomaly(Anomaly.Kind.MISSING_NODE, query.from(), node, "no log of it")));
    if (openingsLeftOut > 0) {
      anomalies.add(
          new Anomaly(
              Anomaly.Kind.TOO_MANY,
              query.from(),
              query.key().value(),
              openingsLeftOut + " openings were counted and not looked at"));
    }
  }

  private static String where(String origin, long index) {
    return origin + ", entry " + index;
  }
}
