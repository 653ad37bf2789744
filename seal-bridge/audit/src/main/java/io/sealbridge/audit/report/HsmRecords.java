package io.sealbridge.audit.report;

import io.sealbridge.audit.hsmlog.HsmAct;
import io.sealbridge.audit.hsmlog.HsmLogFormat;
import io.sealbridge.audit.hsmlog.HsmLogReader;
import io.sealbridge.audit.hsmlog.HsmLogScan;
import io.sealbridge.audit.hsmlog.HsmRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the files of the HSM's own log say of the time and the key in question. For one thread. */
final class HsmRecords {
  private final ReportQuery query;
  private final HsmEvidence evidence;
  private final List<HsmLogScan> scans = new ArrayList<>();
  private final List<HsmRecord> timed = new ArrayList<>();
  private final List<HsmRecord> untimed = new ArrayList<>();
  private long leftOut;
  private long nameless;

  private HsmRecords(ReportQuery query, HsmEvidence evidence) {
    this.query = query;
    this.evidence = evidence;
  }

  static HsmRecords read(ReportQuery query, HsmEvidence evidence) throws IOException {
    HsmRecords records = new HsmRecords(query, evidence);
    for (HsmEvidence.LogFile file : evidence.files()) {
      try (InputStream in = Files.newInputStream(file.path())) {
        records.scans.add(
            HsmLogReader.read(
                file.path().toString(),
                file.format(),
                in,
                query.to(),
                record -> records.look(file.format(), record)));
      }
    }
    return records;
  }

  List<HsmLogScan> scans() {
    return scans;
  }

  /** Those that have a time, of the time that was asked about and shortly before and behind it. */
  List<HsmRecord> timed() {
    return timed;
  }

  List<HsmRecord> untimed() {
    return untimed;
  }

  long leftOut() {
    return leftOut;
  }

  /** Uses of which the log does not say the key. */
  long nameless() {
    return nameless;
  }

  private void look(HsmLogFormat format, HsmRecord record) {
    if (record.at().filter(this::isFar).isPresent() || !counts(format, record)) {
      return;
    }
    if (timed.size() + untimed.size() == LoggedUses.MOST) {
      leftOut++;
    } else {
      (record.at().isPresent() ? timed : untimed).add(record);
    }
  }

  private boolean isFar(Instant at) {
    Duration margin = LoggedUses.margin(evidence.tolerance());
    return at.isBefore(query.from().minus(margin)) || at.isAfter(query.to().plus(margin));
  }

  private boolean counts(HsmLogFormat format, HsmRecord record) {
    return switch (record.act()) {
      case OPEN -> isOfTheKey(record);
      // Without a key these are mostly checkpoints and tokens, of which the logs do not tell.
      case SIGN -> !evidence.keys().isEmpty() && isOfTheKey(record);
      case START -> !format.tellsUses();
      case OTHER -> false;
    };
  }

  private boolean isOfTheKey(HsmRecord record) {
    if (evidence.keys().isEmpty()) {
      return true;
    }
    if (record.key().isEmpty()) {
      nameless++;
      return record.act() == HsmAct.OPEN;
    }
    return evidence.names(record.key().get());
  }
}
