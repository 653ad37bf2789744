package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.bridge.TransitClient;
import io.sealbridge.integration.hsm.LoggingLibrary;
import io.sealbridge.integration.hsm.SoftHsm;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Somebody with the PIN uses the key past the bridge, with pkcs11-tool. No log of a bridge has it;
 * the HSM's own has. The HSM is SoftHSM: its own lines, and a library in front of it that writes
 * uses down as an HSM does that can.
 */
class HsmLogIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension final Scene scene = new Scene();

  private Path systemLog = Path.of("");
  private Path usesLog = Path.of("");
  private Path library = Path.of("");
  private SoftHsm hsm;
  private Bridge bridge;

  @BeforeEach
  void start() {
    systemLog = scene.folder().resolve("syslog");
    usesLog = scene.folder().resolve("uses");
    library = LoggingLibrary.uses(scene.folder(), usesLog);
    hsm = scene.softHsm();
    hsm.logEverything(LoggingLibrary.systemLog(scene.folder(), systemLog));
    bridge = scene.bridge("bridge-1", scene.authority(), hsm);
    bridge.configure(
        bridge.config().replacing("hsms", SoftHsm.library().toString(), library.toString()));
    bridge.createKey();
    bridge.command("keys", "create", "bridge-checkpoints").orFail();
    bridge.start();
  }

  @Test
  void theReportFindsTheUseThatWentPastTheBridge() throws IOException {
    // given: ordinary uses
    String token = bridge.createToken("vault-token");
    Instant from = second();
    use(token);
    Instant honest = nextSecond();

    // when
    decryptPastTheBridge();
    use(token);
    Instant to = nextSecond();
    hsm.pkcs11ToolThrough(library, "--list-objects").orFail();
    bridge.stop();

    // then: before it the two logs agree, and that is trusted most
    JsonNode before = report(from, honest, "luna:" + usesLog, "--hsm-key", keyId());
    assertThat(kinds(before)).as(before.toPrettyString()).doesNotContain("USED_PAST_BRIDGE");
    assertThat(before.at("/hsmLog/spans")).allMatch(span -> span.path("confirmed").asBoolean());
    assertThat(before.at("/hsmLog/spans/0/seen").asInt()).isGreaterThanOrEqualTo(5);
    assertThat(trusts(before)).contains(0);
    assertThat(before.path("trust").asInt()).isZero();

    // and after it one use is nobody's
    JsonNode after = report(from, to, "luna:" + usesLog, "--hsm-key", keyId());
    assertThat(after.at("/anomalies/0/kind").asText()).isEqualTo("USED_PAST_BRIDGE");
    assertThat(after.at("/anomalies/0/seen").asText()).contains("LUNA_DECRYPT", keyId());
    assertThat(Instant.parse(after.at("/anomalies/0/at").asText())).isBetween(honest, to);
    assertThat(kinds(after)).containsOnlyOnce("USED_PAST_BRIDGE");
    assertThat(trusts(after)).doesNotContain(0);

    // and SoftHSM's own lines name the program, and confirm nothing
    JsonNode opened = report(from, to, "softhsm:" + systemLog);
    assertThat(opened.path("anomalies"))
        .filteredOn(anomaly -> anomaly.path("kind").asText().equals("TOKEN_OPENED"))
        .isNotEmpty()
        .allMatch(anomaly -> anomaly.path("seen").asText().contains("by pkcs11-tool"));
    assertThat(opened.at("/hsmLog/files/0/whole").asBoolean()).isTrue();
    assertThat(trusts(opened)).doesNotContain(0);
  }

  private void use(String token) {
    try (TransitClient vault = bridge.transit(token)) {
      String sealed = vault.encrypt("a root key").ciphertext();
      for (int i = 0; i < 5; i++) {
        assertThat(vault.decrypt(sealed).plaintext()).isEqualTo("a root key");
      }
    }
  }

  private void decryptPastTheBridge() throws IOException {
    Path sealed = Files.write(scene.folder().resolve("sealed"), new byte[16]);
    hsm.pkcs11ToolThrough(
            library,
            "--login",
            "--pin",
            hsm.pin(),
            "--decrypt",
            "--mechanism",
            "AES-CBC",
            "--iv",
            "00".repeat(16),
            "--id",
            keyId(),
            "--input-file",
            sealed.toString(),
            "--output-file",
            scene.folder().resolve("opened").toString())
        .orFail();
  }

  /** The CKA_ID of the key, as the bridge has attested it. */
  private String keyId() {
    return bridge.keyUses().stream()
        .filter(entry -> entry.path("kind").asText().equals("key-attested"))
        .filter(entry -> entry.path("key").asText().equals(Bridge.KEY))
        .map(entry -> entry.path("id").asText())
        .findFirst()
        .orElseThrow();
  }

  private JsonNode report(Instant from, Instant to, String hsmLog, String... more)
      throws IOException {
    Path log = bridge.folder().resolve("data/key-use");
    Path kept =
        Files.copy(
            log.resolve("checkpoint"),
            scene.folder().resolve("kept" + hsmLog.hashCode() + to.hashCode()));
    List<String> command =
        new ArrayList<>(
            List.of(
                "audit",
                "report",
                "--key",
                Bridge.KEY,
                "--from",
                from.toString(),
                "--to",
                to.toString(),
                "--log",
                log.toString(),
                "--vkey",
                log.resolve("keys").toString(),
                "--checkpoint",
                kept.toString(),
                "--format",
                "json",
                "--hsm-log",
                hsmLog));
    command.addAll(List.of(more));
    CommandResult result = bridge.command(command.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.output()).isIn(0, 3);
    return JSON.readTree(result.output());
  }

  private static List<String> kinds(JsonNode report) {
    return report.path("anomalies").findValuesAsText("kind");
  }

  private static List<Integer> trusts(JsonNode report) {
    return StreamSupport.stream(report.at("/logs/0/intervals").spliterator(), false)
        .map(interval -> interval.path("trust").asInt())
        .toList();
  }

  /** Begins after all that was done, by the HSM's times too. */
  private static Instant nextSecond() {
    Instant before = second();
    Eventually.until(
        "the second has passed", Duration.ofSeconds(5), () -> second().isAfter(before));
    return second();
  }

  /** The HSM's times are of whole seconds. */
  private static Instant second() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
