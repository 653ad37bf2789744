package io.sealbridge.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.audit.SoftwareSigner;
import io.sealbridge.audit.WrittenLog;
import io.sealbridge.audit.anchor.Anchor;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.server.TestPki;
import io.sealbridge.server.anchor.ConfiguredAnchors;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.ConfigurationFile;
import io.sealbridge.server.witness.TestWitness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a witness as the command runs it, and a log as the bridge writes it. */
class AnchorExaminationTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final TestPki AUTHORITY = new TestPki("witnesses");

  private final SoftwareSigner signer = new SoftwareSigner();

  @TempDir Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private TestWitness witness;

  @BeforeEach
  void begin() throws Exception {
    witness =
        new TestWitness(folder.resolve("witness"), Optional.of(AUTHORITY))
            .watching(signer.key(WrittenLog.ORIGIN))
            .start();
  }

  @AfterEach
  void end() throws Exception {
    witness.close();
  }

  @Test
  void saysThatAWitnessHasAllThereIs() throws Exception {
    // given
    write(NOW.minusSeconds(3600));
    send();

    // then
    assertThat(examine().status()).isEqualTo(Diagnosis.Status.OK);
    assertThat(examine().check()).isEqualTo("anchor elsewhere");
    assertThat(examine().detail()).isEqualTo("has 1 of 1 signed entries, and no other news");
  }

  @Test
  void takesWhatIsWrittenAboutAnchorsForNoNews() throws Exception {
    // given
    write(NOW.minusSeconds(3600));
    send();
    WrittenLog.of(
        log(),
        signer,
        List.of(
            new KeyUseEntry.Anchored(
                NOW.minusSeconds(3599), "elsewhere", 1, "A".repeat(43) + "=", Optional.empty())));

    // then
    assertThat(examine().detail()).isEqualTo("has 1 of 2 signed entries, and no other news");
  }

  @Test
  void isContentWhileNothingWaitsForLong() throws Exception {
    // given
    write(NOW.minusSeconds(3600));
    send();
    write(NOW.minusSeconds(25));

    // then
    assertThat(examine().status()).isEqualTo(Diagnosis.Status.OK);
    assertThat(examine().detail())
        .isEqualTo(
            "has 1 of 2 signed entries; the next has waited 25 s, and anchorInterval is 10 s");
  }

  @Test
  void warnsOfWhatHasWaitedTooLong() throws Exception {
    // given
    write(NOW.minusSeconds(3600));
    send();
    write(NOW.minusSeconds(26));

    // then
    assertThat(examine().status()).isEqualTo(Diagnosis.Status.WARN);
    assertThat(examine().detail()).contains("1 of 2", "26 s");
    assertThat(examine().action()).contains("see that the bridge runs");
  }

  @Test
  void sendsNothingItself() throws Exception {
    // given
    write(NOW.minusSeconds(1));

    // when
    Diagnosis twice = examine();

    // then
    assertThat(twice).isEqualTo(examine());
    assertThat(twice.detail()).startsWith("has 0 of 1 signed entries");
    try (Stream<Path> known = Files.list(witness.state())) {
      assertThat(known.filter(file -> file.toString().endsWith(".checkpoint"))).isEmpty();
    }
  }

  @Test
  void failsForAWitnessThatDoesNotAnswer() throws Exception {
    // given
    witness.stop();

    // then
    assertThat(examine().status()).isEqualTo(Diagnosis.Status.FAIL);
    assertThat(examine().detail()).contains(witness.url());
    assertThat(examine().action()).contains("mend the way to it");
  }

  @Test
  void failsForAWitnessThatKnowsMore() throws Exception {
    // given
    write(NOW.minusSeconds(3600));
    write(NOW.minusSeconds(3500));
    send();
    Files.move(log(), folder.resolve("aside"));
    write(NOW.minusSeconds(3600));

    // then
    assertThat(examine().status()).isEqualTo(Diagnosis.Status.FAIL);
    assertThat(examine().detail()).contains("with 2 entries", "has 1");
    assertThat(examine().action()).contains("an older copy", "anchors.md");
  }

  @Test
  void looksAtFoldersAndAtWhatOnlyTakes() throws Exception {
    // given
    String anchors = "{ name: store, folder: { path: store } }, { name: out, stdout: true }";
    write(NOW.minusSeconds(3600));

    // then
    assertThat(AnchorExamination.of(configuration(anchors), clock()))
        .extracting(Diagnosis::status)
        .containsExactly(Diagnosis.Status.FAIL, Diagnosis.Status.OK);
    Files.createDirectory(folder.resolve("store"));
    assertThat(AnchorExamination.of(configuration(anchors), clock()))
        .extracting(Diagnosis::status)
        .containsExactly(Diagnosis.Status.WARN, Diagnosis.Status.OK);
  }

  @Test
  void saysNothingWithoutAnchors() throws Exception {
    assertThat(AnchorExamination.of(configuration(""), clock())).isEmpty();
  }

  private Path log() {
    return folder.resolve("data/key-use");
  }

  private void write(Instant at) {
    WrittenLog.of(log(), signer, List.of(new KeyUseEntry.Shutdown(at, "stopped")));
  }

  /** As a bridge that runs does. */
  private void send() throws Exception {
    BridgeConfiguration configuration = configuration(witnessAnchor());
    LogOnDisk own = LogOnDisk.of(configuration);
    Anchor anchor =
        ConfiguredAnchors.of(configuration, own, Clock.systemUTC(), Runnable::run).getFirst();
    anchor.send(own.newest().orElseThrow());
  }

  private Diagnosis examine() throws Exception {
    List<Diagnosis> diagnoses = AnchorExamination.of(configuration(witnessAnchor()), clock());
    assertThat(diagnoses).hasSize(1);
    return diagnoses.getFirst();
  }

  private static Clock clock() {
    return Clock.fixed(NOW, ZoneOffset.UTC);
  }

  private String witnessAnchor() throws Exception {
    return "{ name: elsewhere, witness: { url: \"%s\", key: \"%s\", ca: \"%s\" } }"
        .formatted(witness.url(), witness.key().vkey(), witness.ca());
  }

  private BridgeConfiguration configuration(String anchors) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("bridge.yaml"),
            """
            deployment: bank
            node: bridge-0
            dataDirectory: data
            hsms: [ { name: a, library: l, pinFile: p } ]
            log: { anchors: [ %s ], anchorInterval: %ds }
            """
                .formatted(anchors, Duration.ofSeconds(10).toSeconds()));
    return ConfigurationFile.read(file).configuration();
  }
}
