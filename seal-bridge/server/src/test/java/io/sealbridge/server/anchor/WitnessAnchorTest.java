package io.sealbridge.server.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.audit.anchor.AnchorAnswer;
import io.sealbridge.audit.anchor.AnchorException;
import io.sealbridge.audit.anchor.CheckpointSource;
import io.sealbridge.audit.anchor.SoftwareLog;
import io.sealbridge.audit.note.SignedNote;
import io.sealbridge.server.TestPki;
import io.sealbridge.server.config.WitnessAnchorConfiguration;
import io.sealbridge.server.witness.TestWitness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessAnchorTest {
  private static final String ORIGIN = "prod/bridge-0";
  private static final TestPki AUTHORITY = new TestPki("witnesses");

  @TempDir Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private SoftwareLog log;

  @SuppressWarnings("NullAway.Init")
  private TestWitness witness;

  @BeforeEach
  void begin() throws Exception {
    log = new SoftwareLog(ORIGIN, folder.resolve("log"));
    witness =
        new TestWitness(folder.resolve("witness"), Optional.of(AUTHORITY)).watching(log).start();
  }

  @AfterEach
  void end() throws Exception {
    witness.close();
  }

  @Test
  void getsEachCheckpointCosigned() throws Exception {
    // given
    WitnessAnchor anchor = anchor(log);

    // when, then
    SignedNote first = log.growTo(3, "a");
    assertCosigned(first, anchor.send(first));
    SignedNote second = log.growTo(600, "a");
    assertCosigned(second, anchor.send(second));
    assertCosigned(second, anchor.send(second));
  }

  @Test
  void learnsAfterARestartWhatTheWitnessKnows() throws Exception {
    // given
    anchor(log).send(log.growTo(3, "a"));

    // when, then
    SignedNote note = log.growTo(600, "a");
    assertCosigned(note, anchor(log).send(note));
    assertThat(anchor(log).conflict()).isEmpty();
  }

  @Test
  void goesOnWhenTheWitnessHasForgotten() throws Exception {
    // given
    WitnessAnchor anchor = anchor(log);
    anchor.send(log.growTo(3, "a"));
    witness.stop();
    try (Stream<Path> states = Files.list(witness.state())) {
      for (Path state : states.toList()) {
        Files.delete(state);
      }
    }
    witness.start();

    // when, then
    SignedNote note = log.growTo(9, "a");
    assertCosigned(note, anchor.send(note));
  }

  @Test
  void tellsThatTheWitnessKnowsMore() throws Exception {
    // given
    anchor(log).send(log.growTo(600, "a"));
    SoftwareLog rolledBack = log.copy(300, folder.resolve("copy"));
    SoftwareLog lost = log.copy(0, folder.resolve("lost"));

    // when
    SignedNote note = rolledBack.growTo(300, "a");

    // then
    assertThat(anchor(rolledBack).conflict().orElseThrow().text()).contains("600").contains("300");
    assertThat(anchor(lost).conflict().orElseThrow().text()).contains("600").contains("has 0");
    assertThat(anchor(rolledBack).send(note)).isInstanceOf(AnchorAnswer.Conflict.class);
  }

  @Test
  void tellsThatTheWitnessKnowsAnotherLog() throws Exception {
    // given
    SoftwareLog fork = log.copy(0, folder.resolve("fork"));
    anchor(log).send(log.growTo(300, "a"));

    // when
    SignedNote longer = fork.growTo(500, "b");

    // then
    assertThat(anchor(fork).send(longer)).isInstanceOf(AnchorAnswer.Conflict.class);
    assertThat(anchor(fork).conflict().orElseThrow().text()).contains("another log");

    // when
    SoftwareLog same = log.copy(0, folder.resolve("same"));
    SignedNote asLong = same.growTo(300, "c");

    // then
    assertThat(anchor(same).send(asLong)).isInstanceOf(AnchorAnswer.Conflict.class);
  }

  @Test
  void saysWhatTheWitnessLacks() throws Exception {
    SoftwareLog other = new SoftwareLog("prod/bridge-1", folder.resolve("other"));
    SoftwareLog rekeyed = new SoftwareLog(ORIGIN, folder.resolve("rekeyed"));
    SignedNote unknown = other.growTo(1, "a");
    SignedNote unsigned = rekeyed.growTo(1, "a");

    assertThatThrownBy(() -> anchor(other).send(unknown))
        .isInstanceOf(AnchorException.class)
        .hasMessageContaining("prod/bridge-1")
        .hasMessageContaining("keys");
    assertThatThrownBy(() -> anchor(rekeyed).send(unsigned))
        .isInstanceOf(AnchorException.class)
        .hasMessageContaining("another key");
  }

  @Test
  void believesNobodyElse() throws Exception {
    // given
    SignedNote note = log.growTo(3, "a");
    try (TestWitness other =
        new TestWitness(folder.resolve("other"), Optional.of(AUTHORITY)).watching(log).start()) {
      WitnessAnchor anchor = anchor(log, witness.url(), other, witness.ca());

      // when, then
      assertThatThrownBy(() -> anchor.send(note))
          .isInstanceOf(AnchorException.class)
          .hasMessageContaining("not signed by witness.example");
      assertThatThrownBy(anchor::conflict)
          .isInstanceOf(AnchorException.class)
          .hasMessageContaining("not signed by witness.example");
    }
    Path foreign = folder.resolve("foreign.crt");
    new TestPki("somebody").write(folder, "foreign.crt");
    assertThatThrownBy(() -> anchor(log, witness.url(), witness, foreign).send(note))
        .isInstanceOf(AnchorException.class);
  }

  @Test
  void saysThatNobodyAnswers() throws Exception {
    SignedNote note = log.growTo(3, "a");
    String url = witness.url();
    witness.stop();

    assertThatThrownBy(() -> anchor(log).send(note))
        .isInstanceOf(AnchorException.class)
        .hasMessageContaining(url);
  }

  private WitnessAnchor anchor(CheckpointSource own) throws Exception {
    return anchor(own, witness.url(), witness, witness.ca());
  }

  private static WitnessAnchor anchor(CheckpointSource own, String url, TestWitness key, Path ca)
      throws Exception {
    WitnessAnchorConfiguration configuration =
        new WitnessAnchorConfiguration(url, key.key().vkey(), Optional.of(ca));
    return new WitnessAnchor(
        "elsewhere", new WitnessCalls(configuration, Runnable::run), key.key(), own);
  }

  private void assertCosigned(SignedNote note, AnchorAnswer answer) throws Exception {
    assertThat(answer).isInstanceOf(AnchorAnswer.Taken.class);
    SignedNote cosigned = note.with(List.of(((AnchorAnswer.Taken) answer).proof().orElseThrow()));
    assertThat(witness.key().cosignedAt(cosigned)).isPresent();
  }
}
