package io.sealbridge.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sealbridge.audit.SoftwareSigner;
import io.sealbridge.audit.WrittenLog;
import io.sealbridge.audit.read.LogFolder;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report makes of what was written. */
class ReporterTest {
  private static final KeyName ROOT = new KeyName("root");
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final String OLD = "a".repeat(64);

  /** The log refuses when more wait for the disk. */
  private static final int MOST_WAITING = 8_000;

  private final SoftwareSigner signer = new SoftwareSigner();
  private final List<KeyUseEntry> entries = new ArrayList<>();

  @TempDir Path parent;

  @Test
  void tellsHeartbeatsFromUnwraps() throws IOException {
    // given: sealed long ago, a heartbeat, and the old blob opened
    seal("vault-a", OLD, NOON.minus(Duration.ofDays(30)));
    seal("vault-a", "b".repeat(64), NOON.plusSeconds(10));
    open("vault-a", "10.0.0.1:4000", "b".repeat(64), NOON.plusSeconds(11));
    open("vault-a", "10.0.0.1:4001", OLD, NOON.plusSeconds(60));

    // when
    Report report = report();

    // then
    assertThat(report.uses())
        .extracting(KeyUse::kind)
        .containsExactly(UseKind.SEALED, UseKind.HEARTBEAT, UseKind.UNWRAP);
    assertThat(report.uses().getLast().madeBy()).contains(WrittenLog.ORIGIN + ", entry 1");
    assertThat(kinds(report)).isEmpty();
  }

  @Test
  void namesTheStolenIdentityAmongOrdinaryUses() throws IOException {
    // given
    seal("vault-a", OLD, NOON.minus(Duration.ofDays(30)));
    for (int i = 0; i < 1000; i++) {
      seal("vault-a", "%064x".formatted(i), NOON.plusSeconds(i));
    }
    open("vault-a", "203.0.113.66:4711", OLD, NOON.plusSeconds(500));

    // when
    Report report = report();

    // then
    assertThat(report.anomalies())
        .filteredOn(anomaly -> anomaly.kind() == Anomaly.Kind.FIRST_SEEN_ADDRESS)
        .singleElement()
        .satisfies(
            anomaly -> {
              assertThat(anomaly.at()).isEqualTo(NOON.plusSeconds(500));
              assertThat(anomaly.text()).contains("vault-a", "203.0.113.66:4711", "decrypt");
            });
    assertThat(MarkdownReport.of(report)).contains("203.0.113.66:4711", "1 x decrypt, unwrap");
  }

  @Test
  void saysWhatWasOpenedAndNeverMade() throws IOException {
    // given
    open("vault-a", "10.0.0.1:4000", "c".repeat(64), NOON.plusSeconds(5));

    // then
    assertThat(kinds(report())).containsExactly(Anomaly.Kind.UNKNOWN_BLOB);
  }

  @Test
  void saysThatAnIntentWithoutOutcomeWasPossiblyAUse() throws IOException {
    // given
    entries.add(intent("r1", OLD, NOON.plusSeconds(5)));

    // then
    assertThat(kinds(report())).containsExactly(Anomaly.Kind.POSSIBLY_USED);
  }

  @Test
  void saysWhatHappenedAroundTheKey() throws IOException {
    // given
    boot("c0", "l0", NOON.plusSeconds(1));
    boot("c1", "l1", NOON.plusSeconds(2));
    entries.add(new KeyUseEntry.KeyChanged(NOON.plusSeconds(3), "eve", "thaw", ROOT, 1, 9));
    entries.add(new KeyUseEntry.ClockStep(NOON.plusSeconds(4), NOON));
    entries.add(
        new KeyUseEntry.Denied(
            NOON.plusSeconds(5), "r", Operation.ENCRYPT, "root", "eve", "token:1", "h:1", "no"));
    entries.add(outcome("eve", Operation.DECRYPT, "h:1", "CANNOT_OPEN", OLD, NOON.plusSeconds(6)));

    // then
    assertThat(kinds(report()))
        .containsExactly(
            Anomaly.Kind.NO_SHUTDOWN,
            Anomaly.Kind.CONFIGURATION_CHANGED,
            Anomaly.Kind.LIBRARY_CHANGED,
            Anomaly.Kind.KEY_CHANGED,
            Anomaly.Kind.CLOCK_STEP,
            Anomaly.Kind.DENIED,
            Anomaly.Kind.FAILED);
  }

  @Test
  void namesNodesWithoutALogAndLogsThatDoNotReachFarEnough() throws IOException {
    // given
    LogFolder log =
        LogFolder.open(
            WrittenLog.of(
                parent.resolve("short"),
                signer,
                List.of(new KeyUseEntry.Shutdown(NOON.plusSeconds(5), "stopped"))));
    ReportQuery query =
        new ReportQuery(ROOT, NOON, NOON.plusSeconds(3600), List.of("bank/bridge-9"));

    // when
    Report report = Reporter.report(query, List.of(log), List.of(verdict(log)));

    // then
    assertThat(kinds(report))
        .containsExactlyInAnyOrder(
            Anomaly.Kind.MISSING_NODE, Anomaly.Kind.BEGINS_LATE, Anomaly.Kind.ENDS_EARLY);
    assertThat(report.isUnsuspicious()).isFalse();
  }

  @Test
  void showsWhatCallersSentAsTextOnly() throws IOException {
    // given
    open("<script>alert(1)</script>|x\u001b[31m", "h:1", "d".repeat(64), NOON.plusSeconds(5));

    // when
    Report report = report();

    // then
    assertThat(HtmlReport.of(report))
        .doesNotContain("<script")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;|x\\u001b[31m")
        .contains("default-src 'none'");
    assertThat(MarkdownReport.of(report)).doesNotContain("<script", "\u001b");
  }

  @Test
  void doesNotTakeForAHeartbeatWhatWasRewrappedFirst() throws IOException {
    // given: a copied blob is given a new shape, and that is opened at once
    String fresh = "e".repeat(64);
    seal("vault-a", OLD, NOON.minus(Duration.ofDays(30)));
    rewrap("vault-a", OLD, fresh, NOON.plusSeconds(10));
    open("vault-a", "10.0.0.1:4000", fresh, NOON.plusSeconds(11));

    // when
    Report report = report();

    // then
    assertThat(report.uses())
        .extracting(KeyUse::kind)
        .containsExactly(UseKind.OTHER, UseKind.OTHER, UseKind.UNWRAP);
    assertThat(report.uses().getFirst().madeBy()).contains(WrittenLog.ORIGIN + ", entry 1");
    assertThat(report.uses().getLast().madeBy()).contains(WrittenLog.ORIGIN + ", entry 4");
    assertThat(kinds(report)).isEmpty();
  }

  @Test
  void doesNotTakeARewrapForTheMakerOfWhatItOpened() throws IOException {
    // given: a blob that no log has made
    rewrap("vault-a", OLD, "e".repeat(64), NOON.plusSeconds(10));
    open("vault-a", "10.0.0.1:4000", OLD, NOON.plusSeconds(11));

    // when
    Report report = report();

    // then
    assertThat(kinds(report)).containsExactly(Anomaly.Kind.UNKNOWN_BLOB, Anomaly.Kind.UNKNOWN_BLOB);
    assertThat(report.uses().getLast().kind()).isEqualTo(UseKind.UNWRAP);
  }

  @Test
  void doesNotTakeForAHeartbeatWhatWasOpenedFromElsewhere() throws IOException {
    // given
    seal("vault-a", OLD, NOON.plusSeconds(10));
    open("vault-a", "203.0.113.66:4711", OLD, NOON.plusSeconds(11));

    // then
    assertThat(report().uses().getLast().kind()).isEqualTo(UseKind.UNWRAP);
  }

  @Test
  void findsAnUnwrapBehindMoreUsesThanAreListed() throws IOException {
    // given
    seal("vault-a", OLD, NOON.minus(Duration.ofDays(30)));
    for (int i = 0; i <= Report.MOST_USES; i++) {
      seal("vault-a", "%064x".formatted(i), NOON.plusMillis(i));
    }
    open("eve", "203.0.113.66:4711", "f".repeat(64), NOON.plusSeconds(500));

    // when
    Report report = report();

    // then
    assertThat(report.leftOut()).isEqualTo(1);
    assertThat(report.uses().getLast().kind()).isEqualTo(UseKind.UNWRAP);
    assertThat(report.counts())
        .containsEntry("encrypt, sealed, by vault-a: ok", Report.MOST_USES + 1L);
    assertThat(kinds(report))
        .contains(Anomaly.Kind.UNKNOWN_BLOB, Anomaly.Kind.FIRST_SEEN_CALLER, Anomaly.Kind.BURST);
  }

  @Test
  void listsABoundedNumberOfEachAnomalyAndCountsTheRest() throws IOException {
    // given
    for (int i = 0; i < 1_500; i++) {
      entries.add(
          outcome("eve", Operation.DECRYPT, "h:1", "CANNOT_OPEN", OLD, NOON.plusSeconds(6)));
    }

    // when
    Report report = report();

    // then
    assertThat(report.anomalies()).hasSize(1_001);
    assertThat(report.anomalies().getLast().text()).startsWith("500 more of this kind");
  }

  @Test
  void isNotSatisfiedWithALogWithoutEntries() throws IOException {
    // given
    LogFolder log = LogFolder.open(WrittenLog.of(parent.resolve("empty"), signer, List.of()));
    ReportQuery query = new ReportQuery(ROOT, NOON, NOON.plusSeconds(3600), List.of());

    // then
    Report report = Reporter.report(query, List.of(log), List.of(verdict(log)));
    assertThat(kinds(report)).containsExactly(Anomaly.Kind.BEGINS_LATE);
  }

  @Test
  void countsTheOutcomesOfABatchWhoseItemsAreTheSame() throws IOException {
    // given
    entries.add(intent("r1", OLD, NOON.plusSeconds(5)));
    entries.add(intent("r1", OLD, NOON.plusSeconds(5)));
    entries.add(
        new KeyUseEntry.Outcome(
            NOON.plusSeconds(6),
            "r1",
            Operation.DECRYPT,
            ROOT,
            1,
            "vault-a",
            "token:1",
            "10.0.0.1:4000",
            "ok",
            Optional.empty(),
            Optional.of("primary"),
            Optional.of(OLD),
            7));

    // then
    assertThat(kinds(report())).contains(Anomaly.Kind.POSSIBLY_USED);
  }

  @Test
  void listsWhatTookEffectInThatTime() throws IOException {
    // given
    entries.add(state(ROOT, 4, true, NOON.minusSeconds(1)));
    entries.add(state(ROOT, 5, true, NOON.plusSeconds(1)));
    entries.add(state(new KeyName("other"), 9, false, NOON.plusSeconds(2)));
    entries.add(
        new KeyUseEntry.Reload(
            NOON.plusSeconds(3),
            "deny-list",
            "0".repeat(64),
            Optional.of(new KeyUseEntry.ShutOut(List.of("eve"), 2, 7))));

    // when
    Report report = report();

    // then
    assertThat(report.events())
        .extracting(Event::at, Event::kind)
        .containsExactly(
            tuple(NOON.plusSeconds(1), "state-seen"), tuple(NOON.plusSeconds(3), "reload"));
    assertThat(report.events().getFirst().text()).isEqualTo("serial 5, frozen");
    assertThat(report.anomalies()).isEmpty();
    for (String page : List.of(MarkdownReport.of(report), HtmlReport.of(report))) {
      assertThat(page).contains("serial 5, frozen", "and 2 tokens, epoch 7");
      assertThat(page).doesNotContain("serial 4", "serial 9");
    }
  }

  @Test
  void trustsTheTimeThatIsAskedAboutMoreThanWhatWasBrokenBefore() throws IOException {
    // given: 256 entries of a month ago, of which one was changed since
    for (int i = 0; i < 256; i++) {
      seal("vault-a", "%064x".formatted(i), NOON.minus(Duration.ofDays(30)).plusSeconds(i));
    }
    seal("vault-a", OLD, NOON.minusSeconds(1));
    seal("vault-a", OLD, NOON.plusSeconds(1));
    report();
    Path bundle = parent.resolve("log/tile/entries/000");
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[20] ^= 1;
    Files.write(bundle, bytes);

    // when
    LogFolder log = LogFolder.open(parent.resolve("log"));
    Trusted trusted = new Trusted(List.of(signer.key(WrittenLog.ORIGIN)), List.of(), List.of());
    Verdict verdict = LogVerifier.verify(log, trusted, Progress.SILENT);
    Report later = Reporter.report(query(NOON), List.of(log), List.of(verdict));
    Report earlier =
        Reporter.report(query(NOON.minus(Duration.ofDays(30))), List.of(log), List.of(verdict));

    // then: the log has to be looked at all the same
    assertThat(later.trust()).isEqualTo(TrustLevel.SIGNED);
    assertThat(MarkdownReport.of(later)).contains("Trust 2 in this time");
    assertThat(later.isUnsuspicious()).isFalse();
    assertThat(earlier.trust()).isEqualTo(TrustLevel.BROKEN);
  }

  private static ReportQuery query(Instant from) {
    return new ReportQuery(ROOT, from, from.plusSeconds(3600), List.of());
  }

  private static KeyUseEntry state(KeyName key, long serial, boolean frozen, Instant at) {
    return new KeyUseEntry.StateSeen(
        at, key, serial, 1, 1, 1, frozen, Optional.empty(), Optional.empty());
  }

  private Report report() throws IOException {
    entries.addFirst(new KeyUseEntry.Shutdown(NOON.minus(Duration.ofDays(60)), "began before"));
    entries.addLast(new KeyUseEntry.Shutdown(NOON.plus(Duration.ofDays(1)), "ended after"));
    Path folder = parent.resolve("log");
    for (int i = 0; i < entries.size(); i += MOST_WAITING) {
      int end = Math.min(entries.size(), i + MOST_WAITING);
      WrittenLog.of(folder, signer, entries.subList(i, end));
    }
    LogFolder log = LogFolder.open(folder);
    ReportQuery query = new ReportQuery(ROOT, NOON, NOON.plusSeconds(3600), List.of());
    return Reporter.report(query, List.of(log), List.of(verdict(log)));
  }

  private static Verdict verdict(LogFolder log) throws IOException {
    return LogVerifier.verify(log, Trusted.NOTHING, Progress.SILENT);
  }

  private static List<Anomaly.Kind> kinds(Report report) {
    return report.anomalies().stream().map(Anomaly::kind).toList();
  }

  private void seal(String identity, String hash, Instant at) {
    entries.add(outcome(identity, Operation.ENCRYPT, "10.0.0.1:4000", "ok", hash, at));
  }

  private void open(String identity, String peer, String hash, Instant at) {
    entries.add(intent("r" + entries.size(), hash, at));
    entries.add(
        new KeyUseEntry.Outcome(
            at,
            "r" + (entries.size() - 1),
            Operation.DECRYPT,
            ROOT,
            1,
            identity,
            "token:1",
            peer,
            "ok",
            Optional.empty(),
            Optional.of("primary"),
            Optional.of(hash),
            7));
  }

  private void rewrap(String identity, String old, String made, Instant at) {
    entries.add(
        new KeyUseEntry.Intent(
            at,
            "w",
            Operation.REWRAP,
            ROOT,
            1,
            identity,
            "token:1",
            "10.0.0.1:4000",
            Optional.of(old),
            200));
    entries.add(rewrapped(identity, old, at));
    entries.add(rewrapped(identity, made, at));
  }

  private static KeyUseEntry rewrapped(String identity, String hash, Instant at) {
    return new KeyUseEntry.Outcome(
        at,
        "w",
        Operation.REWRAP,
        ROOT,
        1,
        identity,
        "token:1",
        "10.0.0.1:4000",
        "ok",
        Optional.empty(),
        Optional.of("primary"),
        Optional.of(hash),
        7);
  }

  private static KeyUseEntry intent(String request, String hash, Instant at) {
    return new KeyUseEntry.Intent(
        at,
        request,
        Operation.DECRYPT,
        ROOT,
        1,
        "vault-a",
        "token:1",
        "10.0.0.1:4000",
        Optional.of(hash),
        200);
  }

  private static KeyUseEntry outcome(
      String identity, Operation operation, String peer, String result, String hash, Instant at) {
    return new KeyUseEntry.Outcome(
        at,
        "r",
        operation,
        ROOT,
        1,
        identity,
        "token:1",
        peer,
        result,
        Optional.empty(),
        Optional.of("primary"),
        Optional.of(hash),
        7);
  }

  private void boot(String configuration, String library, Instant at) {
    entries.add(
        new KeyUseEntry.Boot(
            at,
            "1",
            configuration,
            List.of(new KeyUseEntry.HsmIdentity("primary", "/lib", library, "t", "s"))));
  }
}
