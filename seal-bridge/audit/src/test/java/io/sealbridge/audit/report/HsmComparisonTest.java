package io.sealbridge.audit.report;

import static io.sealbridge.audit.report.HsmCase.KEY;
import static io.sealbridge.audit.report.HsmCase.NOON;
import static io.sealbridge.audit.report.HsmCase.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.audit.WrittenLog;
import io.sealbridge.audit.read.LogFolder;
import io.sealbridge.audit.verify.LogVerifier;
import io.sealbridge.audit.verify.Progress;
import io.sealbridge.audit.verify.TrustLevel;
import io.sealbridge.audit.verify.Trusted;
import io.sealbridge.audit.verify.Verdict;
import io.sealbridge.keyring.CkaId;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report makes of an HSM's own log beside ours. */
class HsmComparisonTest {
  @TempDir Path folder;
  private HsmCase beside;

  @BeforeEach
  void begin() {
    beside = new HsmCase(folder);
  }

  @Test
  void trustsMostWhatTheHsmConfirms() throws IOException {
    // given
    beside.opened("vault-a", NOON.plusSeconds(60));
    beside.opened("vault-a", NOON.plusSeconds(660));
    beside.decrypts(NOON.plusSeconds(61));
    beside.decrypts(NOON.plusSeconds(660));

    // when
    Report report = beside.report();

    // then
    assertThat(HsmCase.kinds(report)).isEmpty();
    assertThat(HsmCase.trusts(report))
        .containsExactly(TrustLevel.WITNESSED, TrustLevel.RECONCILED, TrustLevel.WITNESSED);
    assertThat(report.trust()).isEqualTo(TrustLevel.RECONCILED);
    assertThat(report.hsm().orElseThrow().spans())
        .singleElement()
        .satisfies(span -> assertThat(span.seen()).isEqualTo(2).isEqualTo(span.logged()));
  }

  @Test
  void findsAUsePastTheBridge() throws IOException {
    // given
    beside.opened("vault-a", NOON.plusSeconds(60));
    beside.decrypts(NOON.plusSeconds(60));
    beside.decrypts(NOON.plusSeconds(1_800));

    // when
    Report report = beside.report();

    // then: before all else, with its time
    Anomaly first = report.anomalies().getFirst();
    assertThat(first.kind()).isEqualTo(Anomaly.Kind.USED_PAST_BRIDGE);
    assertThat(first.kind().isGrave()).isTrue();
    assertThat(first.at()).isEqualTo(NOON.plusSeconds(1_800));
    assertThat(first.text()).contains("LUNA_DECRYPT_SINGLEPART with key A1B2 by 1");
    assertThat(HsmCase.trusts(report)).containsOnly(TrustLevel.WITNESSED);
    assertThat(report.isUnsuspicious()).isFalse();
  }

  @Test
  void confirmsNothingWhenAUsePastTheBridgeIsHoursFromAnyEntry() throws IOException {
    // given
    beside.opened("vault-a", NOON.plusSeconds(60));
    beside.decrypts(NOON.plusSeconds(60));
    beside.decrypts(NOON.plus(Duration.ofHours(5)));
    ReportQuery day = new ReportQuery(ROOT, NOON, NOON.plus(Duration.ofHours(6)), List.of());

    // when
    Report report =
        beside.report(
            day, "luna", beside.hsmLog(NOON.minusSeconds(60), NOON.plus(Duration.ofHours(7))));

    // then
    assertThat(HsmCase.kinds(report)).containsExactly(Anomaly.Kind.USED_PAST_BRIDGE);
    assertThat(report.hsm().orElseThrow().spans())
        .extracting(HsmComparison.Span::past)
        .containsExactly(0L, 1L);
    assertThat(report.trust()).isEqualTo(TrustLevel.WITNESSED);
  }

  /** A start tries its keys, and the time that is asked about may begin a moment later. */
  @Test
  void givesNoUseToWhatTheHsmDidBeforeTheTimeInQuestion() throws IOException {
    // given
    beside.decrypts(NOON.minusSeconds(3));
    beside.decrypts(NOON.minusSeconds(3));
    beside.opened("vault-a", NOON.plusSeconds(1));
    beside.decrypts(NOON.plusSeconds(1));
    beside.decrypts(NOON.plusSeconds(2));

    // then
    assertThat(HsmCase.kinds(beside.report())).containsExactly(Anomaly.Kind.USED_PAST_BRIDGE);
  }

  @Test
  void putsAUsePastTheBridgeBeforeWhatCameEarlier() throws IOException {
    // given
    beside.entries.add(new KeyUseEntry.KeyChanged(NOON.plusSeconds(3), "eve", "thaw", ROOT, 1, 9));
    beside.decrypts(NOON.plusSeconds(1_800));

    // then
    assertThat(HsmCase.kinds(beside.report()))
        .containsExactly(Anomaly.Kind.USED_PAST_BRIDGE, Anomaly.Kind.KEY_CHANGED);
  }

  @Test
  void findsALoggedUseThatTheHsmDoesNotHave() throws IOException {
    // given
    beside.opened("vault-a", NOON.plusSeconds(60));
    beside.opened("vault-a", NOON.plusSeconds(1_800));
    beside.decrypts(NOON.plusSeconds(60));

    // when
    Report report = beside.report();

    // then
    assertThat(report.anomalies())
        .singleElement()
        .satisfies(
            anomaly -> {
              assertThat(anomaly.kind()).isEqualTo(Anomaly.Kind.HSM_LOG_LACKS);
              assertThat(anomaly.where()).startsWith(WrittenLog.ORIGIN + ", entry ");
            });
    assertThat(HsmCase.trusts(report)).containsOnly(TrustLevel.WITNESSED);
  }

  @Test
  void confirmsNothingOfATimeThatIsCoveredInPart() throws IOException {
    // given: the HSM's log begins within the time, after a use
    beside.opened("vault-a", NOON.plusSeconds(60));
    beside.opened("vault-a", NOON.plusSeconds(1_800));
    beside.decrypts(NOON.plusSeconds(1_800));

    // when
    Report report = beside.report(NOON.plusSeconds(600), NOON.plusSeconds(7_200));

    // then: nothing is missing as far as it reaches, and what is before is not confirmed
    assertThat(HsmCase.kinds(report)).isEmpty();
    assertThat(report.hsm().orElseThrow().spans())
        .extracting(HsmComparison.Span::covered)
        .containsExactly(false, true);
    assertThat(HsmCase.trusts(report)).containsOnly(TrustLevel.WITNESSED);
  }

  @Test
  void confirmsNothingByALogWithAGap() throws IOException {
    // given
    beside.opened("vault-a", NOON.plusSeconds(60));
    beside.decrypts(NOON.plusSeconds(60));
    Path log = beside.hsmLog(NOON.minusSeconds(60), NOON.plusSeconds(7_200));
    Files.writeString(log, Files.readString(log).replaceFirst("(?m)^101,.*\n", ""));

    // when
    Report report = beside.report("luna", log);

    // then
    assertThat(HsmCase.kinds(report))
        .contains(Anomaly.Kind.HSM_LOG_FAULTY, Anomaly.Kind.HSM_LOG_LACKS);
    assertThat(HsmCase.trusts(report)).containsOnly(TrustLevel.WITNESSED);
  }

  @Test
  void toleratesClocksThatDifferALittle() throws IOException {
    // given
    beside.opened("vault-a", NOON.plusSeconds(60));
    beside.decrypts(NOON.plusSeconds(64));

    // then
    assertThat(HsmCase.kinds(beside.report())).isEmpty();
    beside.hsm.clear();
    beside.decrypts(NOON.plusSeconds(75));
    assertThat(HsmCase.kinds(beside.report()))
        .containsExactlyInAnyOrder(Anomaly.Kind.USED_PAST_BRIDGE, Anomaly.Kind.HSM_LOG_LACKS);
  }

  @Test
  void doesNotCountUsesOfOtherKeys() throws IOException {
    // given
    beside.opened("vault-a", NOON.plusSeconds(60));
    beside.decrypts(NOON.plusSeconds(60));
    beside.hsm.add(new HsmCase.Use(NOON.plusSeconds(100), "LUNA_DECRYPT_SINGLEPART", "key 0xFFFF"));

    // then
    assertThat(HsmCase.kinds(beside.report())).isEmpty();
  }

  @Test
  void countsOpeningsByAllKeysWhenTheKeyIsNotNamed() throws IOException {
    // given
    beside.keys = Set.of();
    beside.opened("vault-a", NOON.plusSeconds(60));
    beside.entries.add(
        HsmCase.outcome(
            new KeyName("other"), "app", Operation.DECRYPT, "ok", NOON.plusSeconds(90)));
    beside.decrypts(NOON.plusSeconds(60));
    beside.hsm.add(new HsmCase.Use(NOON.plusSeconds(90), "LUNA_DECRYPT_SINGLEPART", "key 0xFFFF"));
    beside.hsm.add(new HsmCase.Use(NOON.plusSeconds(95), "LUNA_SIGN_SINGLEPART", "key 0xEEEE"));

    // when
    Report report = beside.report();

    // then
    assertThat(HsmCase.kinds(report)).isEmpty();
    assertThat(HsmCase.trusts(report)).contains(TrustLevel.RECONCILED);
    assertThat(report.hsm().orElseThrow().words())
        .anyMatch(words -> words.startsWith("Openings were counted over all keys"));
  }

  @Test
  void comparesSignaturesOfTheKey() throws IOException {
    // given
    beside.entries.add(
        HsmCase.outcome(ROOT, "vault-a", Operation.SIGN, "ok", NOON.plusSeconds(60)));
    beside.hsm.add(new HsmCase.Use(NOON.plusSeconds(60), "LUNA_SIGN_SINGLEPART", "key " + KEY));
    beside.hsm.add(new HsmCase.Use(NOON.plusSeconds(600), "LUNA_SIGN_SINGLEPART", "key " + KEY));

    // then
    assertThat(HsmCase.kinds(beside.report())).containsExactly(Anomaly.Kind.USED_PAST_BRIDGE);
  }

  @Test
  void takesWhatMayHaveBeenAUseForAnExplanation() throws IOException {
    // given: a failure after which the bridge tried what it knows, and a kill
    beside.entries.add(
        HsmCase.outcome(ROOT, "vault-a", Operation.DECRYPT, "CANNOT_OPEN", NOON.plusSeconds(60)));
    beside.entries.add(
        new KeyUseEntry.Intent(
            NOON.plusSeconds(600),
            "r9",
            Operation.DECRYPT,
            ROOT,
            1,
            "vault-a",
            "token:1",
            "10.0.0.1:4000",
            Optional.of("b".repeat(64)),
            200));
    beside.decrypts(NOON.plusSeconds(60));
    beside.decrypts(NOON.plusSeconds(60));
    beside.decrypts(NOON.plusSeconds(600));

    // when
    Report report = beside.report();

    // then
    assertThat(HsmCase.kinds(report))
        .containsExactly(Anomaly.Kind.FAILED, Anomaly.Kind.POSSIBLY_USED);
    assertThat(report.hsm().orElseThrow().trials()).isEqualTo(3);
  }

  @Test
  void takesATrialAtTheStartForNoMoreThanOneUse() throws IOException {
    // given: the bridge tried the key at its start, just before the time that is asked about
    KeyAttributes attributes =
        new KeyAttributes("root-v1", new CkaId(KEY), Optional.empty(), Map.of());
    beside.entries.add(new KeyUseEntry.Boot(NOON.minusSeconds(3), "1", "c", List.of()));
    beside.entries.add(
        new KeyUseEntry.KeyAttested(
            NOON.minusSeconds(2), "primary", ROOT, 1, attributes, List.of(), true));
    beside.decrypts(NOON.minusSeconds(2));
    beside.decrypts(NOON.plusSeconds(2));

    // then
    assertThat(HsmCase.kinds(beside.report())).containsExactly(Anomaly.Kind.USED_PAST_BRIDGE);
  }

  @Test
  void confirmsNothingWhenTheHsmWritesNoUsesDown() throws IOException {
    // given: no use on either side
    beside.hsm.add(new HsmCase.Use(NOON.plusSeconds(5), "LUNA_LOGIN", "role 0"));

    // when
    Report report = beside.report();

    // then
    assertThat(HsmCase.kinds(report)).isEmpty();
    assertThat(HsmCase.trusts(report)).containsOnly(TrustLevel.WITNESSED);
    assertThat(report.hsm().orElseThrow().words())
        .anyMatch(words -> words.contains("has no use of any key"));
  }

  @Test
  void confirmsNothingWhenTwoHsmsHaveAnswered() throws IOException {
    // given
    beside.opened("vault-a", NOON.plusSeconds(60));
    KeyUseEntry.Outcome second =
        (KeyUseEntry.Outcome)
            HsmCase.outcome(ROOT, "vault-a", Operation.DECRYPT, "ok", NOON.plusSeconds(90));
    beside.entries.add(
        new KeyUseEntry.Outcome(
            second.at(),
            "r7",
            second.operation(),
            ROOT,
            1,
            second.identity(),
            second.proof(),
            second.peer(),
            "ok",
            Optional.empty(),
            Optional.of("second"),
            second.ciphertextSha256(),
            7));
    beside.decrypts(NOON.plusSeconds(60));
    beside.decrypts(NOON.plusSeconds(90));

    // then
    assertThat(HsmCase.trusts(beside.report())).containsOnly(TrustLevel.WITNESSED);
  }

  @Test
  void confirmsNothingOfALogThatNobodyWitnessed() throws IOException {
    // given
    beside.opened("vault-a", NOON.plusSeconds(60));
    beside.decrypts(NOON.plusSeconds(60));
    LogFolder log = beside.log();
    Path own = beside.hsmLog(NOON.minusSeconds(60), NOON.plusSeconds(7_200));

    // when
    Verdict verdict = LogVerifier.verify(log, Trusted.NOTHING, Progress.SILENT);
    Report report =
        Reporter.report(
            HsmCase.query(), List.of(log), List.of(verdict), beside.evidence("luna", own));

    // then
    assertThat(HsmCase.trusts(report)).containsOnly(TrustLevel.CONSISTENT);
  }
}
