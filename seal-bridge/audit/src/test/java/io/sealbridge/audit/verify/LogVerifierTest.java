package io.sealbridge.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sealbridge.audit.SoftwareSigner;
import io.sealbridge.audit.WrittenLog;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.VerifierKey;
import io.sealbridge.audit.read.LogFolder;
import io.sealbridge.keyring.KeyUseEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a verdict says of logs that somebody did something to. */
class LogVerifierTest {
  private static final Instant AT = Instant.parse("2026-11-26T10:00:00Z");

  private final SoftwareSigner signer = new SoftwareSigner();

  @TempDir Path parent;

  @Test
  void trustsASignedLogToItsSignature() throws IOException {
    // when
    Verdict verdict = verify(log(600), trusted());

    // then
    assertThat(verdict.trust()).isEqualTo(TrustLevel.SIGNED);
    assertThat(verdict.entries()).isEqualTo(600);
    assertThat(verdict.findings()).isEmpty();
  }

  @Test
  void trustsALogWithoutAKeyToItsDiskOnly() throws IOException {
    // when
    Verdict verdict = verify(log(3), Trusted.NOTHING);

    // then
    assertThat(verdict.trust()).isEqualTo(TrustLevel.CONSISTENT);
    assertThat(verdict.findings())
        .extracting(Finding::text)
        .singleElement()
        .asString()
        .contains("no key of the log was given");
  }

  @Test
  void findsALogThatAnotherKeySigned() throws IOException {
    // given
    Path forged = WrittenLog.of(parent.resolve("forged"), new SoftwareSigner(), 10);

    // then
    assertThat(verify(forged, trusted()).isBroken()).isTrue();
  }

  @Test
  void findsALogThatWasCutOffByACheckpointKeptElsewhere() throws IOException {
    // given
    Path log = log(10);
    Path older = copy(log, "older");
    WrittenLog.of(log, signer, 10);
    Trusted.Kept kept = kept(log);

    // when
    Verdict verdict = verify(older, trusted(kept));

    // then
    assertThat(verdict.isBroken()).isTrue();
    assertThat(texts(verdict)).anyMatch(text -> text.contains("was cut off"));
    assertThat(verify(log, trusted(kept)).isBroken()).isFalse();
  }

  @Test
  void findsAForkByACheckpointKeptElsewhere() throws IOException {
    // given
    Path log = log(10);
    Path fork = copy(log, "fork");
    WrittenLog.of(log, signer, List.of(shutdown("one")));
    WrittenLog.of(fork, signer, List.of(shutdown("two"), shutdown("three")));

    // when
    Verdict verdict = verify(fork, trusted(kept(log)));

    // then
    assertThat(texts(verdict)).anyMatch(text -> text.contains("the log is a fork"));
  }

  @Test
  void findsThatTheBootNamesAnotherHistory() throws IOException {
    // given
    Path log = log(5);
    WrittenLog.of(
        log,
        signer,
        List.of(
            new KeyUseEntry.Boot(
                AT,
                "1",
                "c0",
                List.of(),
                Optional.of("5 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
                Optional.empty(),
                Optional.empty())));

    // then
    assertThat(verify(log, trusted()).isBroken()).isTrue();
  }

  @Test
  void saysThatEntriesBehindTheCheckpointAreNotSigned() throws IOException {
    // given
    Path log = log(5);
    byte[] checkpoint = Files.readAllBytes(log.resolve("checkpoint"));
    WrittenLog.of(log, signer, 2);
    Files.write(log.resolve("checkpoint"), checkpoint);

    // when
    Verdict verdict = verify(log, trusted());

    // then
    assertThat(verdict.intervals())
        .extracting(Interval::from, Interval::to, Interval::trust)
        .containsExactly(tuple(0L, 5L, TrustLevel.SIGNED), tuple(5L, 7L, TrustLevel.CONSISTENT));
  }

  @Test
  void noticesTimesThatGoBackUnlessTheClockWasSet() throws IOException {
    // given
    List<KeyUseEntry> backwards = List.of(shutdown("late"), early());
    List<KeyUseEntry> told =
        List.of(shutdown("late"), new KeyUseEntry.ClockStep(AT.minusSeconds(600), AT), early());

    // then
    assertThat(
            verify(WrittenLog.of(parent.resolve("a"), signer, backwards), trusted())
                .has(Finding.Severity.SUSPICIOUS))
        .isTrue();
    assertThat(
            verify(WrittenLog.of(parent.resolve("b"), signer, told), trusted())
                .has(Finding.Severity.SUSPICIOUS))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tile/entries/001.p", "tile/0/001.p", "tile/1/000.p"})
  void passesOverWhatAKillLeftHalfWritten(String parts) throws IOException {
    // given
    Path log = log(300);
    Files.write(log.resolve(parts).resolve("7.new"), new byte[] {1});

    // then
    assertThat(verify(log, trusted()).findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tile/entries/001.p/007", "tile/0/001.p/256", "tile/1/000.p/0", "tile/0/001.p/x"})
  void saysWhichFilesNoBridgeWritesThere(String stranger) throws IOException {
    // given
    Path log = log(300);
    Files.write(log.resolve(stranger), new byte[] {1});

    // when
    Verdict verdict = verify(log, trusted());

    // then
    assertThat(verdict.findings())
        .extracting(Finding::severity, Finding::where)
        .containsExactly(tuple(Finding.Severity.SUSPICIOUS, stranger));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tile/entries/001.p/7", "tile/0/001.p/7"})
  void findsAnOlderPartThatIsAnother(String part) throws IOException {
    // given
    Path log = log(300);
    Files.write(log.resolve(part), new byte[7 * 32]);

    // then
    assertThat(verify(log, trusted()).isBroken()).isTrue();
  }

  @Test
  void keepsItsTrustInWhatABrokenPartDoesNotTouch() throws IOException {
    // given: an entry of the second of three bundles is another
    Path log = log(600);
    change(log.resolve("tile/entries/001"), 20);

    // when
    Verdict verdict = verify(log, trusted());

    // then
    assertThat(verdict.trust()).isEqualTo(TrustLevel.BROKEN);
    assertThat(verdict.intervals())
        .extracting(Interval::from, Interval::to, Interval::trust)
        .containsExactly(
            tuple(0L, 256L, TrustLevel.SIGNED),
            tuple(256L, 512L, TrustLevel.BROKEN),
            tuple(512L, 600L, TrustLevel.SIGNED));
  }

  @Test
  void goesOnBehindABundleThatIsMissing() throws IOException {
    // given
    Path log = log(600);
    Files.delete(log.resolve("tile/entries/000"));

    // then
    assertThat(verify(log, trusted()).intervals())
        .extracting(Interval::from, Interval::to, Interval::trust)
        .containsExactly(tuple(0L, 256L, TrustLevel.BROKEN), tuple(256L, 600L, TrustLevel.SIGNED));
  }

  @Test
  void trustsNothingWhenTheTileAboveWasChangedToo() throws IOException {
    // given
    Path log = log(600);
    change(log.resolve("tile/entries/001"), 20);
    change(log.resolve("tile/1/000.p/2"), 40);

    // then
    assertThat(verify(log, trusted()).intervals())
        .extracting(Interval::from, Interval::to, Interval::trust)
        .containsExactly(tuple(0L, 600L, TrustLevel.BROKEN));
  }

  @Test
  void trustsNothingWhenEntriesAndTheirTileWereExchangedTogether() throws IOException {
    // given: a bundle and its tile of another log
    Path log = log(600);
    Path other = WrittenLog.of(parent.resolve("other"), signer, List.of(shutdown("other")));
    WrittenLog.of(other, signer, 300);
    for (String file : List.of("tile/entries/000", "tile/0/000")) {
      Files.copy(other.resolve(file), log.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }

    // then
    assertThat(verify(log, trusted()).intervals())
        .extracting(Interval::from, Interval::to, Interval::trust)
        .containsExactly(tuple(0L, 600L, TrustLevel.BROKEN));
  }

  @Test
  void judgesATimeByThePartsThatMayHaveEntriesOfIt() throws IOException {
    // given: a minute for each entry; the second bundle is broken
    List<KeyUseEntry> entries =
        IntStream.range(0, 600)
            .<KeyUseEntry>mapToObj(
                i -> new KeyUseEntry.Shutdown(AT.plus(Duration.ofMinutes(i)), "entry " + i))
            .toList();
    Path log = WrittenLog.of(parent.resolve("key-use"), signer, entries);
    change(log.resolve("tile/entries/001"), 20);
    Verdict verdict = verify(log, trusted());

    // then: what is beside it is as good as before; nobody knows its own times
    assertThat(trust(verdict, 0, 255)).isEqualTo(TrustLevel.SIGNED);
    assertThat(trust(verdict, 255, 256)).isEqualTo(TrustLevel.BROKEN);
    assertThat(trust(verdict, 300, 310)).isEqualTo(TrustLevel.BROKEN);
    assertThat(trust(verdict, 513, 600)).isEqualTo(TrustLevel.SIGNED);
    assertThat(trust(verdict, -10, 700)).isEqualTo(TrustLevel.BROKEN);
    assertThat(trust(verdict, 700, 710)).isEqualTo(TrustLevel.SIGNED);
  }

  private static TrustLevel trust(Verdict verdict, int fromMinute, int toMinute) {
    return verdict.trust(
        AT.plus(Duration.ofMinutes(fromMinute)), AT.plus(Duration.ofMinutes(toMinute)));
  }

  private static void change(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  private Path log(int entries) {
    return WrittenLog.of(parent.resolve("key-use"), signer, entries);
  }

  private static KeyUseEntry shutdown(String reason) {
    return new KeyUseEntry.Shutdown(AT, reason);
  }

  private static KeyUseEntry early() {
    return new KeyUseEntry.Shutdown(AT.minusSeconds(600), "early");
  }

  private Trusted trusted(Trusted.Kept... kept) {
    VerifierKey key = signer.key(WrittenLog.ORIGIN);
    return new Trusted(List.of(key), List.of(), List.of(kept));
  }

  private static Trusted.Kept kept(Path log) throws IOException {
    LogFolder folder = LogFolder.open(log);
    Checkpoint checkpoint = folder.checkpoint().orElseThrow();
    return new Trusted.Kept("kept", folder.note().orElseThrow(), checkpoint);
  }

  private static Verdict verify(Path log, Trusted trusted) throws IOException {
    return LogVerifier.verify(LogFolder.open(log), trusted, Progress.SILENT);
  }

  private static List<String> texts(Verdict verdict) {
    return verdict.findings().stream().map(Finding::text).toList();
  }

  private Path copy(Path log, String name) throws IOException {
    Path copy = parent.resolve(name);
    try (Stream<Path> all = Files.walk(log)) {
      for (Path file : all.toList()) {
        Files.copy(
            file,
            copy.resolve(log.relativize(file).toString()),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return copy;
  }
}
