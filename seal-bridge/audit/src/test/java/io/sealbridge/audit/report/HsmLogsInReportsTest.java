package io.sealbridge.audit.report;

import static io.sealbridge.audit.report.HsmCase.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.audit.verify.TrustLevel;
import io.sealbridge.keyring.KeyUseEntry;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report shows of the logs of HSMs that tell less, and how it shows a comparison. */
class HsmLogsInReportsTest {
  @TempDir Path folder;
  private HsmCase beside;

  @BeforeEach
  void begin() {
    beside = new HsmCase(folder);
  }

  @Test
  void countsAYubiHsmsRecordsWithoutPlacingThemInTime() throws IOException {
    // given: one use in our log, two in the HSM's
    beside.opened("vault-a", NOON.plusSeconds(60));
    Path log =
        Files.writeString(
            beside.parent.resolve("yubihsm"),
            """
            0 unlogged boots found
            0 unlogged authentications found
            Found 2 items
            item:     1 -- cmd: 0x59 -- length:  300 -- session key: 0x0001 -- target key: 0xa1b2 -- second key: 0xffff -- result: 0xd9 -- tick: 10 -- hash: 00000000000000000000000000000000
            """);

    // when
    Report same = beside.report("yubihsm", log);
    Files.writeString(
        log,
        Files.readString(log)
            + Files.readString(log)
                .lines()
                .skip(3)
                .findFirst()
                .orElseThrow()
                .replace("1 -- cmd", "2 -- cmd")
            + "\n");
    Report more = beside.report("yubihsm", log);

    // then
    assertThat(HsmCase.kinds(same)).isEmpty();
    assertThat(HsmCase.trusts(same)).containsOnly(TrustLevel.WITNESSED);
    assertThat(HsmCase.kinds(more))
        .containsExactly(Anomaly.Kind.USED_PAST_BRIDGE, Anomaly.Kind.HSM_LOG_FAULTY);
    assertThat(more.anomalies().getFirst().text())
        .isEqualTo("2 times open in the HSM's log, 1 to 1 in the key-use logs");
  }

  @Test
  void findsAProgramThatOpenedASoftHsmToken() throws IOException {
    // given: the bridge's start, and another program later
    beside.entries.add(new KeyUseEntry.Boot(NOON.plusSeconds(60), "1", "c", List.of()));
    Path log =
        Files.writeString(
            beside.parent.resolve("softhsm"),
            """
            Nov 26 12:00:58 java: OSToken.cpp(64): Opened token /tokens/a
            Nov 26 12:30:00 pkcs11-tool: OSToken.cpp(64): Opened token /tokens/a
            """);

    // when
    Report report = beside.report("softhsm", log);

    // then
    assertThat(report.anomalies())
        .singleElement()
        .satisfies(
            anomaly -> {
              assertThat(anomaly.kind()).isEqualTo(Anomaly.Kind.TOKEN_OPENED);
              assertThat(anomaly.at()).isEqualTo(NOON.plusSeconds(1_800));
              assertThat(anomaly.text()).isEqualTo("Opened token by pkcs11-tool");
            });
    assertThat(HsmCase.trusts(report)).containsOnly(TrustLevel.WITNESSED);
  }

  @Test
  void showsTheComparisonInEveryShapeAndObeysNothingFromIt() throws IOException {
    // given
    beside.opened("vault-a", NOON.plusSeconds(60));
    beside.hsm.add(
        new HsmCase.Use(
            NOON.plusSeconds(60), "LUNA_DECRYPT_SINGLEPART", "key a1b2 <script>alert(1)</script>"));
    beside.hsm.add(new HsmCase.Use(NOON.plusSeconds(900), "LUNA_DECRYPT_SINGLEPART", "key a1b2"));
    Path log = beside.hsmLog(NOON.minusSeconds(60), NOON.plusSeconds(7_200));
    Path hostile = Files.copy(log, beside.parent.resolve("<b>luna|\u001b[31m"));

    // when
    Report report = beside.report("luna", hostile);
    String html = HtmlReport.of(report);
    String markdown = MarkdownReport.of(report);
    JsonNode json = json(report);

    // then
    assertThat(html)
        .contains(HsmSection.TITLE, "1 of these past the bridge", "class=\"grave\"")
        .doesNotContain("<b>", "\u001b");
    assertThat(markdown)
        .contains("## " + HsmSection.TITLE, "NOT the same", "**GRAVE** the HSM tells of a use")
        .contains("it cannot be told which one went past the bridge")
        .contains("here it is believed for the time and the uses that it covers")
        .doesNotContain("<b>", "\u001b");
    assertThat(json.at("/hsmLog/spans/0/pastTheBridge").asInt()).isEqualTo(1);
    assertThat(json.at("/hsmLog/files/0/operations/LUNA_DECRYPT_SINGLEPART").asInt()).isEqualTo(2);
    assertThat(json.at("/anomalies/0/grave").asBoolean()).isTrue();
  }

  private static JsonNode json(Report report) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      JsonReport.write(json, report);
      json.writeEndObject();
    }
    return new ObjectMapper().readTree(text.toString());
  }
}
