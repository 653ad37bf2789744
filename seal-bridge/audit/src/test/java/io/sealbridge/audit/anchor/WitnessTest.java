package io.sealbridge.audit.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.audit.disk.DurableFile;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.SignedNote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String ORIGIN = "prod/bridge-0";

  @TempDir Path folder = Path.of("");

  private final WitnessKey key =
      WitnessKey.parse("witness.example", WitnessKey.make(new SecureRandom()));
  private AutoCloseable open = () -> {};

  @SuppressWarnings("NullAway.Init")
  private SoftwareLog log;

  @SuppressWarnings("NullAway.Init")
  private Witness witness;

  @BeforeEach
  void begin() throws Exception {
    log = new SoftwareLog(ORIGIN, folder.resolve("log"));
    reopen();
  }

  @AfterEach
  void end() throws Exception {
    open.close();
  }

  private void reopen() throws Exception {
    open.close();
    WitnessStore store = WitnessStore.open(folder.resolve("state"));
    open = store;
    witness =
        Witness.open(key, List.of(new WitnessedLog(ORIGIN, List.of(log.key()))), store, CLOCK);
  }

  @Test
  void signsTheFirstCheckpointAndThoseThatContinueIt() throws Exception {
    // when
    SignedNote first = log.growTo(3, "a");
    WitnessAnswer one = witness.add(log.request(0).body());
    SignedNote second = log.growTo(700, "a");
    WitnessAnswer two = witness.add(log.request(3).body());

    // then
    assertSigned(first, one);
    assertSigned(second, two);
    assertThat(witness.newest(OriginHash.of(ORIGIN)).orElseThrow().text()).isEqualTo(second.text());
  }

  @Test
  void signsTheSameCheckpointAgain() throws Exception {
    // given
    SignedNote note = log.growTo(3, "a");
    witness.add(log.request(0).body());

    // when, then
    assertSigned(note, witness.add(log.request(3).body()));
  }

  @Test
  void doesNotKnowLogsThatAreNotConfigured() throws Exception {
    SoftwareLog other = new SoftwareLog("prod/bridge-1", folder.resolve("other"));
    other.growTo(1, "a");

    assertThat(witness.add(other.request(0).body()))
        .isEqualTo(new WitnessAnswer.UnknownLog("prod/bridge-1"));
  }

  @Test
  void signsNothingThatTheLogsKeyHasNotSigned() throws Exception {
    SoftwareLog forger = new SoftwareLog(ORIGIN, folder.resolve("forger"));
    forger.growTo(1, "a");

    assertThat(witness.add(forger.request(0).body()))
        .isEqualTo(new WitnessAnswer.NotSigned(ORIGIN));
  }

  @Test
  void tellsTheSizeThatItKnows() throws Exception {
    // given
    log.growTo(5, "a");
    witness.add(log.request(0).body());
    log.growTo(9, "a");

    // when, then
    assertThat(witness.add(log.request(0).body())).isEqualTo(new WitnessAnswer.Conflict(5));
    assertThat(witness.add(log.request(7).body())).isEqualTo(new WitnessAnswer.Conflict(5));
  }

  @Test
  void refusesAnOldSizeThatIsLargerThanTheNewOne() throws Exception {
    log.growTo(5, "a");
    AddCheckpoint request = new AddCheckpoint(6, List.of(), log.newest().orElseThrow());

    assertThat(witness.add(request.body())).isInstanceOf(WitnessAnswer.Malformed.class);
  }

  @Test
  void refusesAnotherRootOfTheSizeThatItKnows() throws Exception {
    // given
    SoftwareLog fork = log.copy(0, folder.resolve("fork"));
    log.growTo(5, "a");
    witness.add(log.request(0).body());

    // when
    fork.growTo(5, "b");

    // then
    assertThat(witness.add(fork.request(5).body())).isEqualTo(new WitnessAnswer.Conflict(5));
  }

  @Test
  void refusesALogThatForked() throws Exception {
    // given
    log.growTo(4, "a");
    SoftwareLog fork = log.copy(4, folder.resolve("fork"));
    log.growTo(5, "a");
    SignedNote seen = log.newest().orElseThrow();
    witness.add(log.request(0).body());

    // when
    fork.growTo(9, "b");

    // then
    assertThat(witness.add(fork.request(5).body())).isInstanceOf(WitnessAnswer.Inconsistent.class);
    assertThat(witness.newest(OriginHash.of(ORIGIN)).orElseThrow().text()).isEqualTo(seen.text());
  }

  @Test
  void refusesAProofWhereNoneBelongs() throws Exception {
    log.growTo(4, "a");
    log.growTo(9, "a");
    AddCheckpoint request =
        new AddCheckpoint(0, log.request(4).proof(), log.newest().orElseThrow());

    assertThat(witness.add(request.body())).isInstanceOf(WitnessAnswer.Inconsistent.class);
  }

  @Test
  void signsExtensionLinesWithTheRest() throws Exception {
    log.growTo(1, "a");
    SignedNote extended = log.sign(log.checkpoint(1).text() + "more\n");

    assertSigned(extended, witness.add(new AddCheckpoint(0, List.of(), extended).body()));
  }

  @Test
  void knowsAfterARestartWhatItSigned() throws Exception {
    // given
    log.growTo(5, "a");
    witness.add(log.request(0).body());

    // when
    reopen();

    // then
    SoftwareLog fork = log.copy(0, folder.resolve("fork"));
    fork.growTo(6, "b");
    assertThat(witness.add(fork.request(0).body())).isEqualTo(new WitnessAnswer.Conflict(5));
    assertThat(witness.add(fork.request(5).body())).isInstanceOf(WitnessAnswer.Inconsistent.class);
  }

  @Test
  void doesNotStartWithAStateThatSomebodyElseWrote() throws Exception {
    // given
    log.growTo(5, "a");
    witness.add(log.request(0).body());
    Path file = folder.resolve("state").resolve(OriginHash.of(ORIGIN) + ".checkpoint");
    String note = Files.readString(file);

    // when
    Files.writeString(
        file,
        note.replace(
            log.checkpoint(5).text(), new Checkpoint(ORIGIN, 1, log.checkpoint(1).root()).text()));

    // then
    assertThatThrownBy(this::reopen)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("restore it");
  }

  @Test
  void signsNothingThatItCannotKeep() throws Exception {
    // given
    log.growTo(5, "a");
    Path part =
        folder.resolve("state").resolve(OriginHash.of(ORIGIN) + ".checkpoint" + DurableFile.PART);
    Files.createDirectory(part);

    // when, then
    assertThatThrownBy(() -> witness.add(log.request(0).body())).isInstanceOf(IOException.class);

    // when
    Files.delete(part);

    // then
    assertSigned(log.newest().orElseThrow(), witness.add(log.request(0).body()));
  }

  @Test
  void isAloneWithItsStates() {
    assertThatThrownBy(() -> WitnessStore.open(folder.resolve("state")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another witness");
  }

  @Test
  void refusesWhatIsNoRequest() throws Exception {
    String good = new String(requestOfOne(), StandardCharsets.UTF_8);
    for (String bad :
        List.of(
            "",
            "old 0",
            good.replace("old 0", "old 00"),
            good.replace("old 0", "old -1"),
            good.replace("old 0", "old 0\nAAAA"),
            good.replace("old 0\n", "old 0\r\n"),
            good.replace("\n1\n", "\n01\n"),
            "old 0\n"
                + (log.checkpoint(1).root().base64() + "\n").repeat(64)
                + good.substring(6))) {
      assertThat(witness.add(bad.getBytes(StandardCharsets.UTF_8)))
          .as(bad)
          .isInstanceOf(WitnessAnswer.Malformed.class);
    }
    assertThat(witness.add(new byte[AddCheckpoint.MOST_BYTES + 1]))
        .isInstanceOf(WitnessAnswer.Malformed.class);
  }

  private byte[] requestOfOne() {
    log.growTo(1, "a");
    return log.request(0).body();
  }

  private void assertSigned(SignedNote note, WitnessAnswer answer) {
    assertThat(answer).isInstanceOf(WitnessAnswer.Cosigned.class);
    SignedNote cosigned = note.with(List.of(((WitnessAnswer.Cosigned) answer).signature()));
    assertThat(key.verifier().cosignedAt(cosigned)).contains(NOW);
  }
}
