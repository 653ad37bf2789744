package io.sealbridge.audit.report;

import io.sealbridge.audit.entry.LoggedEntry;
import io.sealbridge.audit.hsmlog.HsmAct;
import io.sealbridge.audit.hsmlog.HsmLogScan;
import io.sealbridge.audit.hsmlog.HsmRecord;
import io.sealbridge.keyring.KeyUseEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compares what the key-use logs tell of with what the HSM wrote down itself. Memory is bounded;
 * what does not fit is said and confirms nothing. For one thread.
 */
final class Reconciler {
  private final ReportQuery query;
  private final HsmEvidence evidence;
  private final LoggedUses logged;

  Reconciler(ReportQuery query, HsmEvidence evidence) {
    this.query = query;
    this.evidence = evidence;
    this.logged = new LoggedUses(query, !evidence.keys().isEmpty(), evidence.tolerance());
  }

  /** An entry of a key-use log; those of one log in order. */
  void look(LoggedEntry entry, boolean opens) {
    if (!evidence.files().isEmpty()) {
      logged.look(entry, opens);
    }
  }

  /** An intent of the key that has no outcome. */
  void unended(String where, KeyUseEntry.Intent intent) {
    if (!evidence.files().isEmpty()) {
      logged.unended(where, intent);
    }
  }

  /** Once all logs have been read. Empty if there is nothing to compare with. */
  Optional<HsmComparison> compare(Consumer<Anomaly> anomalies) throws IOException {
    if (evidence.files().isEmpty()) {
      return Optional.empty();
    }
    HsmRecords records = HsmRecords.read(query, evidence);
    records.scans().forEach(scan -> faults(scan, anomalies));
    boolean byKey = !evidence.keys().isEmpty();
    HsmWords words = new HsmWords(query, byKey, records, logged);
    UseMatching matching = UseMatching.of(records.timed(), logged.uses(), query);
    Coverage reach = Coverage.of(records.scans(), scan -> scan.format().tellsUses());
    List<UseMatching.Logged> lacking =
        matching.lacking().stream().filter(use -> reach.covers(use.from(), use.to())).toList();
    matching.past().forEach(record -> anomalies.accept(past(record)));
    lacking.forEach(use -> anomalies.accept(lacks(use)));
    withoutTimes(records, anomalies);
    return Optional.of(
        new HsmComparison(
            records.scans(),
            byKey,
            evidence.tolerance(),
            new Spans(query, records, matching, lacking, logged.uses())
                .list(!words.nothingConfirmed()),
            matching.explained().size(),
            words.list()));
  }

  private void faults(HsmLogScan scan, Consumer<Anomaly> anomalies) {
    List<String> faults = new ArrayList<>(scan.faults());
    if (scan.unreadable() > 0) {
      faults.add(scan.unreadable() + " lines cannot be read as " + scan.format().name());
    }
    if (scan.records() == 0) {
      faults.add("no record of " + scan.format().name() + " is in it");
    }
    faults.forEach(
        fault ->
            anomalies.accept(
                new Anomaly(Anomaly.Kind.HSM_LOG_FAULTY, query.from(), scan.file(), fault)));
  }

  private static Anomaly past(HsmRecord record) {
    Anomaly.Kind kind =
        record.act() == HsmAct.START ? Anomaly.Kind.TOKEN_OPENED : Anomaly.Kind.USED_PAST_BRIDGE;
    return new Anomaly(
        kind,
        UseMatching.at(record),
        record.file() + ", line " + record.line(),
        "%s%s%s"
            .formatted(
                record.operation(),
                record.key().map(key -> " with key " + key).orElse(""),
                record.session().map(session -> " by " + session).orElse("")));
  }

  private static Anomaly lacks(UseMatching.Logged use) {
    return new Anomaly(
        Anomaly.Kind.HSM_LOG_LACKS,
        use.to(),
        use.where(),
        "%s between %s and %s".formatted(use.act().label(), use.from(), use.to()));
  }

  /** A log without times can only be counted as a whole. */
  private void withoutTimes(HsmRecords records, Consumer<Anomaly> anomalies) {
    if (records.scans().stream().allMatch(scan -> scan.format().hasTimes())) {
      return;
    }
    for (HsmAct act : List.of(HsmAct.OPEN, HsmAct.SIGN)) {
      long seen = records.untimed().stream().filter(record -> record.act() == act).count();
      List<UseMatching.Logged> uses =
          logged.uses().stream().filter(use -> use.act() == act).toList();
      long certain = uses.stream().filter(UseMatching.Logged::certain).count();
      String counts =
          "%d times %s in the HSM's log, %d to %d in the key-use logs"
              .formatted(seen, act.label(), certain, uses.size());
      if (seen > uses.size()) {
        anomalies.accept(whole(Anomaly.Kind.USED_PAST_BRIDGE, counts));
      } else if (seen < certain) {
        anomalies.accept(whole(Anomaly.Kind.HSM_LOG_LACKS, counts));
      }
    }
  }

  private Anomaly whole(Anomaly.Kind kind, String counts) {
    return new Anomaly(kind, query.from(), "the HSM's log as a whole", counts);
  }
}
