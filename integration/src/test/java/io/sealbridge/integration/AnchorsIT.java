package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.bridge.TransitClient;
import io.sealbridge.integration.bridge.WitnessProcess;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.process.Ports;
import io.sealbridge.integration.process.SyslogReceiver;
import io.sealbridge.integration.tls.Authority;
import io.sealbridge.integration.tls.TlsContexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Checkpoints leave the host, and a log that was rolled back is noticed. */
class AnchorsIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @RegisterExtension final Scene scene = new Scene();

  @SuppressWarnings("NullAway.Init")
  private Bridge bridge;

  @SuppressWarnings("NullAway.Init")
  private WitnessProcess witness;

  @SuppressWarnings("NullAway.Init")
  private SyslogReceiver siem;

  @SuppressWarnings("NullAway.Init")
  private Path bucket;

  /** A bridge that runs; the witness, which does not yet, knows its log. */
  @BeforeEach
  void begin() throws IOException {
    Authority authority = scene.authority();
    witness = scene.closing(new WitnessProcess(scene.folder().resolve("witness"), authority));
    siem = scene.closing(new SyslogReceiver(TlsContexts.of(authority.issue("siem.test"))));
    bucket = Files.createDirectory(scene.folder().resolve("bucket"));
    bridge = scene.bridge("bridge-1", authority, scene.softHsm());
    bridge.configure(
        bridge
            .config()
            .with(
                "log",
                """
                log:
                  anchorInterval: 1s
                  anchors:
                    - name: offsite
                      witness: { url: "%s", key: "%s", ca: %s }
                    - name: siem
                      syslog: { address: "127.0.0.1:%d", ca: %s }
                    - name: bucket
                      folder: { path: %s }
                """
                    .formatted(
                        witness.address(),
                        witness.key(),
                        authority.certificateFile(),
                        siem.port(),
                        authority.certificateFile(),
                        bucket)));
    bridge.createKey();
    bridge.command("keys", "create", "bridge-checkpoints").orFail();
    bridge.start();
    Eventually.until("the log is signed", SOON, () -> Files.exists(log().resolve("keys")));
    knowsLog();
  }

  private void knowsLog() throws IOException {
    witness.watch(Files.readAllLines(log().resolve("keys")).getLast());
  }

  @Test
  void bringsCheckpointsToEachAnchorAndServesWithoutThem() {
    // given
    TransitClient transit = bridge.transit(bridge.createToken("vault-token"));
    witness.start();

    // when
    String ciphertext = transit.encrypt("kept").ciphertext();

    // then
    awaitAnchored("offsite", transit);
    awaitAnchored("siem", transit);
    awaitAnchored("bucket", transit);
    assertThat(anchored("offsite").getLast().path("proof").asText()).startsWith("\u2014 witness");
    assertThat(siem.messages().getLast()).contains("origin=\"test/bridge-1\" size=\"");

    // when
    witness.running().kill();
    long failed = failures();
    Eventually.until("the anchor fails", SOON, () -> uses(transit) && failures() > failed);

    // then
    assertThat(transit.decrypt(ciphertext).plaintext()).isEqualTo("kept");
    assertThat(bridge.managementStatus("/readyz")).isEqualTo(200);
    assertThat(bridge.running().output()).contains("ANCHOR_UNREACHABLE");

    // when
    long before = anchored("offsite").getLast().path("size").asLong();
    witness.start();

    // then
    Eventually.until(
        "the witness signs again",
        SOON,
        () -> anchored("offsite").getLast().path("size").asLong() > before);
  }

  @Test
  void doesNotStartOnALogThatWasRolledBack() throws IOException {
    // given
    TransitClient transit = bridge.transit(bridge.createToken("vault-token"));
    Path old = copyThatIsOlderThanAnAnchor(transit);

    // when
    Files.move(log(), scene.folder().resolve("newest"));
    copy(old, log());
    int code = bridge.launch().awaitExit(SOON);

    // then
    assertThat(code).isEqualTo(2);
    assertThat(bridge.running().output())
        .contains("anchor offsite: it knows a log of this name with")
        .contains("anchor bucket: it knows a log of this name with")
        .contains("seal-bridge audit init --reason TEXT");

    // when
    bridge.command("audit", "init", "--yes", "--reason", "volume lost").orFail();
    bridge.start();

    // then
    JsonNode boot = bridge.keyUses().getFirst();
    assertThat(boot.path("newLog").path("reason").asText()).isEqualTo("volume lost");
    assertThat(boot.path("newLog").path("oldOrigin").asText()).isEqualTo("test/bridge-1");
    Eventually.until("the log is signed", SOON, () -> Files.exists(log().resolve("keys")));
    knowsLog();
    witness.running().terminate();
    witness.start();
    awaitAnchored("offsite", transit);
    assertThat(Files.readString(log().resolve("checkpoint"))).startsWith("test/bridge-1/2\n");
  }

  @Test
  void noticesLaterALogThatForkedWhileNobodyCouldBeAsked() throws IOException {
    // given
    TransitClient transit = bridge.transit(bridge.createToken("vault-token"));
    Path old = copyThatIsOlderThanAnAnchor(transit);
    witness.running().terminate();
    Files.move(bucket, scene.folder().resolve("unmounted"));

    // when
    Files.move(log(), scene.folder().resolve("newest"));
    copy(old, log());
    bridge.start();
    witness.start();

    // then
    Eventually.until(
        "the bridge raises an alarm",
        SOON,
        () -> uses(transit) && bridge.running().output().contains("ANCHOR_CONFLICT"));
    Eventually.until(
        "the witness refuses",
        SOON,
        () -> uses(transit) && witness.running().output().contains("is not shown to continue"));
    assertThat(bridge.managementStatus("/readyz")).isEqualTo(200);
  }

  @Test
  void isWitnessedByAnImplementationOfOthers() throws IOException {
    // given
    TransitClient transit = bridge.transit(bridge.createToken("vault-token"));
    bridge.stop();
    Path old = scene.folder().resolve("old");
    copy(log(), old);
    int port = Ports.free();
    ManagedProcess other =
        scene.closing(
            ManagedProcess.start(
                "witness",
                scene.folder().resolve("other.log"),
                List.of(
                    Repository.witness().toString(),
                    "-port",
                    Integer.toString(port),
                    "-log",
                    Files.readAllLines(log().resolve("keys")).getLast()),
                Map.of()));
    String key = Eventually.get("the witness has a key", SOON, () -> firstLine(other));
    bridge.configure(
        bridge
            .config()
            .with(
                "log",
                """
                log:
                  anchorInterval: 1s
                  anchors:
                    - name: other
                      witness: { url: "http://127.0.0.1:%d", key: "%s" }
                """
                    .formatted(port, key)));

    // when
    bridge.start();
    awaitAnchored("other", transit);
    bridge.restart();
    long signed = anchored("other").getLast().path("size").asLong();

    // then
    Eventually.until(
        "more is signed",
        SOON,
        () -> uses(transit) && anchored("other").getLast().path("size").asLong() > signed);

    // when
    bridge.stop();
    Files.move(log(), scene.folder().resolve("newest"));
    copy(old, log());

    // then
    assertThat(bridge.launch().awaitExit(SOON)).isEqualTo(2);
    assertThat(bridge.running().output()).contains("anchor other: it knows a log of this name");
  }

  private static Optional<String> firstLine(ManagedProcess process) {
    String output = process.output();
    return output.contains("\n") ? output.lines().findFirst() : Optional.empty();
  }

  private boolean uses(TransitClient transit) {
    return !transit.encrypt("something").ciphertext().isEmpty();
  }

  private void awaitAnchored(String anchor, TransitClient transit) {
    Eventually.until(
        "a checkpoint is at " + anchor, SOON, () -> uses(transit) && !anchored(anchor).isEmpty());
  }

  private List<JsonNode> anchored(String anchor) {
    return bridge.keyUses().stream()
        .filter(entry -> entry.path("kind").asText().equals("anchored"))
        .filter(entry -> entry.path("anchor").asText().equals(anchor))
        .toList();
  }

  private long failures() {
    return bridge.metric("seal_bridge_key_use_log_anchor_failed_total", "anchor", "offsite");
  }

  private Path log() {
    return bridge.folder().resolve("data/key-use");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
  }

  /** A copy of the log; the log itself went on, and an anchor knows. Nobody writes it now. */
  private Path copyThatIsOlderThanAnAnchor(TransitClient transit) throws IOException {
    witness.start();
    awaitAnchored("offsite", transit);
    bridge.stop();
    Path old = scene.folder().resolve("old");
    copy(log(), old);
    bridge.start();
    long signed = anchored("offsite").getLast().path("size").asLong();
    Eventually.until(
        "more is signed",
        SOON,
        () -> uses(transit) && anchored("offsite").getLast().path("size").asLong() > signed);
    bridge.stop();
    return old;
  }
}
