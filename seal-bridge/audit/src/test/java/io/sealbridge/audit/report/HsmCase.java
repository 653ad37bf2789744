package io.sealbridge.audit.report;

import io.sealbridge.audit.SoftwareSigner;
import io.sealbridge.audit.WrittenLog;
import io.sealbridge.audit.hsmlog.HsmLogFormat;
import io.sealbridge.audit.read.LogFolder;
import io.sealbridge.audit.verify.Interval;
import io.sealbridge.audit.verify.LogVerifier;
import io.sealbridge.audit.verify.Progress;
import io.sealbridge.audit.verify.TrustLevel;
import io.sealbridge.audit.verify.Trusted;
import io.sealbridge.audit.verify.Verdict;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A key-use log, an HSM's own log beside it, and what the report makes of both. */
final class HsmCase {
  static final KeyName ROOT = new KeyName("root");
  static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  static final String KEY = "a1b2";

  final List<KeyUseEntry> entries = new ArrayList<>();
  final List<Use> hsm = new ArrayList<>();
  final Path parent;
  Set<String> keys = Set.of("0x" + KEY.toUpperCase(Locale.ROOT));
  private final SoftwareSigner signer = new SoftwareSigner();

  HsmCase(Path parent) {
    this.parent = parent;
  }

  /** A record of the HSM. */
  record Use(Instant at, String operation, String rest) {}

  void opened(String identity, Instant at) {
    entries.add(outcome(ROOT, identity, Operation.DECRYPT, "ok", at));
  }

  void decrypts(Instant at) {
    hsm.add(new Use(at, "LUNA_DECRYPT_SINGLEPART", "key 0xA1B2"));
  }

  /** Opens what was sealed long before, and tells of that too. */
  static KeyUseEntry outcome(
      KeyName key, String identity, Operation operation, String result, Instant at) {
    return new KeyUseEntry.Outcome(
        at,
        "r" + at.getEpochSecond(),
        operation,
        key,
        1,
        identity,
        "token:1",
        "10.0.0.1:4000",
        result,
        Optional.empty(),
        Optional.of("primary"),
        Optional.of("a".repeat(64)),
        7);
  }

  LogFolder log() throws IOException {
    List<KeyUseEntry> all = new ArrayList<>();
    all.add(outcome(ROOT, "vault-a", Operation.ENCRYPT, "ok", NOON.minus(Duration.ofDays(30))));
    all.addAll(entries);
    all.sort(Comparator.comparing(KeyUseEntry::at));
    all.add(new KeyUseEntry.Shutdown(NOON.plus(Duration.ofDays(1)), "ended after"));
    Path folder = Files.createTempDirectory(parent, "log");
    return LogFolder.open(WrittenLog.of(folder, signer, all));
  }

  Report report() throws IOException {
    return report(NOON.minusSeconds(60), NOON.plusSeconds(7_200));
  }

  Report report(Instant begins, Instant ends) throws IOException {
    return report("luna", hsmLog(begins, ends));
  }

  Report report(String format, Path own) throws IOException {
    return report(query(), format, own);
  }

  Report report(ReportQuery query, String format, Path own) throws IOException {
    LogFolder log = log();
    Trusted trusted =
        new Trusted(
            List.of(signer.key(WrittenLog.ORIGIN)),
            List.of(),
            List.of(
                new Trusted.Kept(
                    "kept", log.note().orElseThrow(), log.checkpoint().orElseThrow())));
    Verdict verdict = LogVerifier.verify(log, trusted, Progress.SILENT);
    return Reporter.report(query, List.of(log), List.of(verdict), evidence(format, own));
  }

  static ReportQuery query() {
    return new ReportQuery(ROOT, NOON, NOON.plusSeconds(3_600), List.of());
  }

  HsmEvidence evidence(String format, Path own) {
    return new HsmEvidence(
        List.of(new HsmEvidence.LogFile(HsmLogFormat.named(format).orElseThrow(), own)),
        keys,
        Duration.ofSeconds(5));
  }

  /** The HSM's log, with a login at its begin and its end. */
  Path hsmLog(Instant begins, Instant ends) throws IOException {
    List<Use> all = new ArrayList<>(hsm);
    all.add(new Use(begins, "LUNA_LOGIN", "role 0"));
    all.add(new Use(ends, "LUNA_LOGOUT", "role 0"));
    all.sort(Comparator.comparing(Use::at));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < all.size(); i++) {
      Use use = all.get(i);
      text.append(
          "%d,%s,S/N 1 session 1 Access 1:2 operation %s returned RC_OK(0x00000000) %s,0A\n"
              .formatted(
                  100 + i,
                  DateTimeFormatter.ofPattern("yy/MM/dd HH:mm:ss", Locale.ROOT)
                      .withZone(ZoneOffset.UTC)
                      .format(use.at()),
                  use.operation(),
                  use.rest()));
    }
    return Files.writeString(Files.createTempFile(parent, "luna", ".log"), text);
  }

  static List<Anomaly.Kind> kinds(Report report) {
    return report.anomalies().stream().map(Anomaly::kind).toList();
  }

  static List<TrustLevel> trusts(Report report) {
    return report.verdicts().getFirst().intervals().stream().map(Interval::trust).toList();
  }
}
