package io.sealbridge.audit.report;

import io.sealbridge.audit.hsmlog.HsmAct;
import io.sealbridge.audit.hsmlog.HsmLogFormat;
import io.sealbridge.audit.hsmlog.HsmLogScan;
import java.util.ArrayList;
import java.util.List;

/** What comparing with the HSM's log cannot show, in plain words. */
record HsmWords(ReportQuery query, boolean byKey, HsmRecords records, LoggedUses logged) {
  /** Why nothing at all is confirmed, and what the formats say of themselves. */
  List<String> list() {
    List<String> words = new ArrayList<>(reasons());
    records.scans().stream()
        .map(HsmLogScan::format)
        .distinct()
        .map(format -> format.name() + ": " + format.says())
        .forEach(words::add);
    if (!byKey) {
      words.add(
          "Openings were counted over all keys, because --hsm-key does not say by which name the"
              + " HSM's log knows this one. A use of it can hide behind one of another key that the"
              + " HSM's log lacks. Signatures were not compared.");
    } else if (records.nameless() > 0) {
      words.add(
          records.nameless() + " uses in the HSM's log name no key; openings among them count.");
    }
    words.add(
        "Sealing was not compared: it opens nothing, and with RSA it does not reach the HSM."
            + " Signatures of checkpoints and tokens have no entries to compare with.");
    return words;
  }

  boolean nothingConfirmed() {
    return !reasons().isEmpty();
  }

  private List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    if (records.scans().stream().map(HsmLogScan::format).noneMatch(HsmLogFormat::tellsUses)) {
      reasons.add("Nothing is confirmed: the HSM's log does not tell of uses of keys.");
    } else if (records.scans().stream().noneMatch(HsmWords::hasUse)) {
      reasons.add(
          "Nothing is confirmed: the HSM's log has no use of any key; it may not write them down.");
    }
    if (records.scans().stream().anyMatch(scan -> !scan.format().hasTimes())) {
      reasons.add("Nothing is confirmed: records without times cannot be placed in the time.");
    }
    if (logged.hsms().size() > 1) {
      reasons.add(
          "Nothing is confirmed: %d HSMs have answered, and one log cannot speak for all."
              .formatted(logged.hsms().size()));
    }
    if (logged.clockSet()) {
      reasons.add("Nothing is confirmed: a bridge's clock was set, so times cannot be compared.");
    }
    if (logged.leftOut() + records.leftOut() > 0) {
      reasons.add(
          "Nothing is confirmed: there are more than %d uses; ask about a shorter time."
              .formatted(LoggedUses.MOST));
    }
    if (!byKey && logged.signatures() > 0) {
      reasons.add(
          "Nothing is confirmed: the key signs, and without --hsm-key that is not compared.");
    }
    if (byKey && records.nameless() > 0) {
      reasons.add("Nothing is confirmed: the HSM's log does not say which key was used.");
    }
    return reasons;
  }

  private static boolean hasUse(HsmLogScan scan) {
    return scan.operations().keySet().stream()
        .map(operation -> scan.format().acts().getOrDefault(operation, HsmAct.OTHER))
        .anyMatch(act -> act == HsmAct.OPEN || act == HsmAct.SIGN);
  }
}
