package io.sealbridge.k8sauth.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.SecretSection;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a file may say comes out as that and nothing else. */
class WrittenTextProperties {
  /** Of which the reader of the client library, and no other, does not know the escapes. */
  private static final Pattern OTHER_LINE_ENDS = Pattern.compile("[\\u2028\\u2029]");

  private static final AccessDescription EMPTY = Rendered.description();

  @Property
  void yamlIsReadAsWhatWasWritten(@ForAll("texts") String key, @ForAll("texts") String value)
      throws IOException {
    ConfigMap object =
        new ConfigMapBuilder().withNewMetadata().endMetadata().withData(Map.of(key, value)).build();

    String yaml = YamlText.of(object);

    if (!OTHER_LINE_ENDS.matcher(key + value).find()) {
      assertThat(new KubernetesSerialization().unmarshal(yaml, ConfigMap.class).getData())
          .isEqualTo(object.getData());
    }
    JsonNode read = new YAMLMapper().readTree(yaml).path("data");
    assertThat(read.path(key).isTextual()).isTrue();
    assertThat(read.path(key).asText()).isEqualTo(value);
  }

  @Example
  void whatAnyVersionOfYamlTakesForSomethingElseIsQuoted() {
    for (String text :
        List.of(
            "no",
            "On",
            "y",
            "NULL",
            "~",
            "1e3",
            "0x1f",
            "0o17",
            "1_000",
            "12:30",
            "-",
            "2026-01-01")) {
      assertThat(YamlText.of(Map.of("key", text))).isEqualTo("key: \"" + text + "\"\n");
    }
  }

  @Property
  void everyNameBecomesOneOfKubernetesAndNoTwoTheSame(
      @ForAll("names") String name, @ForAll("names") String other) {
    assertThat(ObjectName.of(name)).matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    assertThat(ObjectName.of(name).equals(ObjectName.of(other))).isEqualTo(name.equals(other));
  }

  @Property
  void noTwoSecretsOfAConsumerShareAFile(@ForAll("secrets") List<SecretSection> secrets) {
    List<String> names = SecretFile.of(EMPTY, secrets).stream().map(SecretFile::name).toList();

    assertThat(names).doesNotHaveDuplicates().hasSize((int) secrets.stream().distinct().count());
    assertThat(names).allSatisfy(name -> assertThat(name).matches("[A-Za-z0-9._-]{1,120}\\.json"));
  }

  @Property
  void aQuotedTextEndsWhereItsQuoteIs(@ForAll("texts") String text) {
    assertThat(Hcl.quote(text))
        .matches("(?s)\"(\\\\[\"\\\\n]|\\\\u[0-9a-f]{4}|[^\"\\\\\\p{Cntrl}$])*+\"");
    assertThat(GoText.quote(text))
        .matches("(?s)\"(\\\\[\"\\\\]|\\\\u[0-9a-f]{4}|[^\"\\\\{}\\x00-\\x1f])*+\"");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(40),
        Arbitraries.strings().withChars("a :#-?{}[]&*!|>'\"%@`\n\t$,=~.0189ey").ofMaxLength(12));
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("aA0._/-").ofMinLength(1).ofMaxLength(5),
        Arbitraries.strings().withChars("a_").ofMinLength(60).ofMaxLength(70));
  }

  @Provide
  Arbitrary<List<SecretSection>> secrets() {
    Arbitrary<String> part = Arbitraries.strings().withChars("a-.").ofMinLength(1).ofMaxLength(3);
    Arbitrary<String> path =
        part.list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(parts -> String.join("/", parts))
            .filter(WrittenTextProperties::isAdmitted);
    return Arbitraries.of("kv", "apps")
        .flatMap(engine -> path.map(known -> new SecretSection(engine, known)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  private static boolean isAdmitted(String path) {
    return List.of(path.split("/", -1)).stream().noneMatch(part -> part.matches("\\.+"));
  }
}
