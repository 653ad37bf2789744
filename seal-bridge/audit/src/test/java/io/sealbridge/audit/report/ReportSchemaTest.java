package io.sealbridge.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sealbridge.audit.SoftwareSigner;
import io.sealbridge.audit.WrittenLog;
import io.sealbridge.audit.hsmlog.HsmLogFormat;
import io.sealbridge.audit.read.LogFolder;
import io.sealbridge.audit.verify.LogVerifier;
import io.sealbridge.audit.verify.Progress;
import io.sealbridge.audit.verify.Trusted;
import io.sealbridge.audit.verify.Verdict;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.Operation;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published schema takes reports with everything that can be in one, and nothing else. */
class ReportSchemaTest {
  private static final Path REFERENCE = Path.of("../../docs/reference");
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final KeyName ROOT = new KeyName("root");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private ObjectNode report = JSON.createObjectNode();

  @BeforeEach
  void make() throws IOException {
    LogFolder whole = LogFolder.open(write("whole", uses()));
    // Another one, with an entry that was changed and cannot be read.
    Path other = write("other", List.of(new KeyUseEntry.Shutdown(NOON.plusSeconds(1), "stopped")));
    Path journal = other.resolve("journal/00000000000000000000.jsonl");
    Files.writeString(journal, Files.readString(journal).replace("stopped", "dropped"));
    Files.delete(other.resolve("checkpoint"));
    LogFolder changed = LogFolder.open(other);
    ReportQuery query =
        new ReportQuery(ROOT, NOON, NOON.plusSeconds(3600), List.of("bank/bridge-9"));
    report =
        json(
            Reporter.report(
                query,
                List.of(whole, changed),
                List.of(verdict(whole), verdict(changed)),
                hsmLog()));
  }

  @Test
  void takesAReportOfEverything() throws IOException {
    // then: all that may be missing is there, and is missing once
    assertThat(report.path("uses").findValuesAsText("kind"))
        .contains("sealed", "heartbeat", "unwrap", "other");
    assertThat(report.path("uses").findValues("madeBy")).isNotEmpty();
    assertThat(report.path("uses").get(0).has("madeBy")).isFalse();
    assertThat(report.path("logs").get(0).has("root")).isTrue();
    assertThat(report.path("logs").get(1).has("root")).isFalse();
    assertThat(report.path("events").findValuesAsText("kind")).contains("state-seen", "reload");
    assertThat(report.path("anomalies")).isNotEmpty();
    assertThat(report.at("/hsmLog/files/0/first").isTextual()).isTrue();
    assertThat(problems(report)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', trust",
    "'', events",
    "/trustParts/0, log",
    "/hsmLog, words",
    "/hsmLog/files/0, whole",
    "/hsmLog/spans/0, confirmed",
    "/anomalies/0, grave",
    "/logs/0, intervals",
    "/logs/0/intervals/0, trust",
    "/logs/0/findings/0, severity",
    "/anomalies/0, means",
    "/events/0, text",
    "/uses/0, identity"
  })
  void refusesAReportThatLacksAField(String place, String field) throws IOException {
    // when
    ((ObjectNode) report.at(place)).remove(field);

    // then
    assertThat(problems(report)).containsExactly("required");
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "/trustParts/0",
    "/hsmLog",
    "/hsmLog/files/0",
    "/hsmLog/spans/0",
    "/logs/0",
    "/logs/0/intervals/0",
    "/logs/0/findings/0",
    "/anomalies/0",
    "/events/0",
    "/uses/0"
  })
  void refusesAFieldThatIsNotPublished(String place) throws IOException {
    // when
    ((ObjectNode) report.at(place)).put("more", 1);

    // then
    assertThat(problems(report)).containsExactly("additionalProperties");
  }

  @ParameterizedTest
  @CsvSource({
    "'', trust, 5, maximum",
    "'', from, yesterday, pattern",
    "/anomalies/0, kind, NEWS, enum",
    "/uses/0, kind, use, enum",
    "/uses/0, keyVersion, 0, minimum"
  })
  void refusesAValueThatMeansNothing(String place, String field, String value, String keyword)
      throws IOException {
    // when
    ObjectNode changed = (ObjectNode) report.at(place);
    changed.set(field, value.matches("[0-9]+") ? JSON.readTree(value) : changed.textNode(value));

    // then
    assertThat(problems(report)).containsExactly(keyword);
  }

  @Test
  void namesEveryKindOfAnomaly() throws IOException {
    List<String> named = new ArrayList<>();
    schema()
        .at("/properties/anomalies/items/properties/kind/enum")
        .forEach(kind -> named.add(kind.asText()));

    assertThat(named)
        .containsExactlyElementsOf(Arrays.stream(Anomaly.Kind.values()).map(Enum::name).toList());
  }

  @Test
  void isToldFieldByFieldInTheReference() throws IOException {
    // given
    String page = Files.readString(REFERENCE.resolve("audit.md"));

    List<String> fields = new ArrayList<>();
    addFields(schema(), fields);

    // then
    assertThat(fields)
        .contains("reportVersion", "severity", "madeBy")
        .allSatisfy(field -> assertThat(page).contains("`" + field + "`"));
  }

  private static void addFields(JsonNode schema, List<String> fields) {
    schema.path("properties").fieldNames().forEachRemaining(fields::add);
    schema.forEach(inner -> addFields(inner, fields));
  }

  private HsmEvidence hsmLog() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("luna"),
            "1,26/11/26 12:00:03,S/N 1 session 1 operation LUNA_DECRYPT_SINGLEPART returned RC_OK,0A\n");
    HsmLogFormat luna = HsmLogFormat.named("luna").orElseThrow();
    return new HsmEvidence(
        List.of(new HsmEvidence.LogFile(luna, file)), Set.of(), Duration.ofSeconds(5));
  }

  private Path write(String name, List<KeyUseEntry> entries) {
    return WrittenLog.of(folder.resolve(name), new SoftwareSigner(), entries);
  }

  private static Verdict verdict(LogFolder log) throws IOException {
    return LogVerifier.verify(log, Trusted.NOTHING, Progress.SILENT);
  }

  private static ObjectNode json(Report report) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      JsonReport.write(json, report);
      json.writeEndObject();
    }
    return (ObjectNode) JSON.readTree(text.toString());
  }

  private static JsonNode schema() throws IOException {
    return JSON.readTree(REFERENCE.resolve("report.schema.json").toFile());
  }

  private static List<String> problems(JsonNode document) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(REFERENCE.resolve("report.schema.json")));
    return schema.validate(document).stream().map(error -> error.getKeyword()).toList();
  }

  private static List<KeyUseEntry> uses() {
    List<KeyUseEntry> entries = new ArrayList<>();
    entries.add(
        new KeyUseEntry.StateSeen(
            NOON.plusSeconds(1), ROOT, 4, 1, 1, 1, true, Optional.empty(), Optional.empty()));
    entries.add(use(Operation.ENCRYPT, "a", NOON.plusSeconds(2)));
    Stream.of("a", "c").forEach(hash -> opening(entries, Operation.DECRYPT, hash));
    opening(entries, Operation.REWRAP, "a");
    entries.add(new KeyUseEntry.Reload(NOON.plusSeconds(4), "deny-list", "0".repeat(64)));
    return entries;
  }

  private static void opening(List<KeyUseEntry> entries, Operation operation, String hash) {
    Instant at = NOON.plusSeconds(3);
    entries.add(
        new KeyUseEntry.Intent(
            at,
            "r" + hash,
            operation,
            ROOT,
            1,
            "vault-a",
            "token:1",
            "10.0.0.1:4000",
            Optional.of(hash.repeat(64)),
            200));
    entries.add(use(operation, hash, at));
  }

  private static KeyUseEntry use(Operation operation, String hash, Instant at) {
    return new KeyUseEntry.Outcome(
        at,
        "r" + hash,
        operation,
        ROOT,
        1,
        "vault-a",
        "token:1",
        "10.0.0.1:4000",
        "ok",
        Optional.empty(),
        Optional.of("primary"),
        Optional.of(hash.repeat(64)),
        7);
  }
}
