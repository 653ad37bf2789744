package io.sealbridge.k8sauth.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sealbridge.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AccessSchemaTest {
  private static final Path EXAMPLES = Path.of("../docs/examples/access");
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(AccessSchema.text());

  private static final String GOOD =
      """
      vault: { address: "https://vault.example:8200" }
      clusters: [ { name: prod } ]
      policies: [ { name: p, paths: [ { path: secret/data/*, capabilities: [read] } ] } ]
      roles: [ { name: r, serviceAccounts: [a], namespaces: [n], policies: [p], ttl: 10m } ]
      consumers: [ { name: c, namespace: n, serviceAccount: a, secrets: [ { path: s } ] } ]
      """;

  @TempDir Path folder = Path.of("unset");

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsTakenBySchemaAndReader(Path example) throws IOException {
    assertThat(problems(Files.readString(example))).isEmpty();
    assertThat(AccessFile.read(example).clusters()).isNotEmpty();
    assertThat(Files.readAllLines(example).getFirst())
        .isEqualTo("# yaml-language-server: $schema=../../reference/access.schema.json");
  }

  static Stream<String> filesOfThePage() throws IOException {
    return Pattern.compile("(?s)```yaml\\n(.*?)```")
        .matcher(Files.readString(Path.of("../docs/kubernetes.md")))
        .results()
        .map(block -> block.group(1).stripIndent())
        .toList()
        .stream();
  }

  @ParameterizedTest
  @MethodSource("filesOfThePage")
  void everyFileThatThePageShowsIsTaken(String text) throws IOException {
    assertThat(problems(text)).isEmpty();
    assertThat(read(text).consumers()).isNotEmpty();
  }

  @Test
  void takesAGoodFile() throws IOException {
    assertThat(problems(GOOD)).isEmpty();
    assertThat(read(GOOD).roles()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "policies: [p] | polcies: [p] | additionalProperties",
        "vault: { address: \"https://vault.example:8200\" } | vault: {} | required",
        "clusters: [ { name: prod } ] | clusters: [] | minItems",
        "clusters: [ { name: prod } ] | owner: platform | required",
        "{ name: prod } | { name: prod, setup: own } | enum",
        "{ name: prod } | { name: prod, mounts: kubernetes } | additionalProperties",
        "serviceAccounts: [a] | serviceAccounts: [] | minItems",
        "serviceAccounts: [a] | serviceAccounts: a | type",
        "ttl: 10m | ttl: 10min | pattern",
        "ttl: 10m | defaultPolicy: maybe | type",
        "ttl: 10m | tokenType: periodic | enum",
        "capabilities: [read] | capabilities: [] | minItems",
        "secrets: [ { path: s } ] | role: r | required",
      })
  void refusesWhatTheReaderRefuses(String good, String bad, String keyword) throws IOException {
    String text = GOOD.replace(good, bad);

    assertThat(text).isNotEqualTo(GOOD);
    assertThat(problems(text)).anySatisfy(problem -> assertThat(problem).isEqualTo(keyword));
    assertThatThrownBy(() -> read(text)).isInstanceOf(ConfigurationException.class);
  }

  private AccessDescription read(String text) throws IOException {
    return AccessFile.read(Files.writeString(folder.resolve("access.yaml"), text));
  }

  private static List<String> problems(String text) throws IOException {
    JsonNode document = new YAMLMapper().readTree(text);
    return SCHEMA.validate(document).stream().map(error -> error.getKeyword()).toList();
  }
}
