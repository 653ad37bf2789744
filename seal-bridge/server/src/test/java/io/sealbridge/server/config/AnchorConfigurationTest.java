package io.sealbridge.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.configuration.ConfigurationException;
import io.sealbridge.configuration.RecordBinder;
import io.sealbridge.configuration.YamlReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnchorConfigurationTest {
  private static final Path FILE = Path.of("/etc/seal-bridge/bridge.yaml");
  private static final String KEY =
      "witness.example+60dc3302+BNzP8vR4w/V0hKv720rKjh7wkb7zEtExFywExfWWtQl4";

  @Test
  void readsEveryKind() {
    // when
    LogConfiguration log =
        read(
            """
            anchorInterval: 5m
            anchors:
              - name: offsite
                witness: { url: "https://witness.example/w/", key: "%s", ca: ca.crt }
              - name: siem
                syslog: { address: "siem.example:6514", ca: ca.crt, certificate: c.crt, key: c.key }
              - name: bucket
                folder: { path: /mnt/bucket }
              - name: collector
                stdout: true
            """
                .formatted(KEY));

    // then
    assertThat(log.anchorInterval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(log.anchors())
        .extracting(AnchorConfiguration::name)
        .containsExactly("offsite", "siem", "bucket", "collector");
    assertThat(log.anchors().getFirst().witness())
        .contains(
            new WitnessAnchorConfiguration(
                "https://witness.example/w", KEY, Optional.of(Path.of("/etc/seal-bridge/ca.crt"))));
    assertThat(log.anchors().get(2).folder())
        .contains(new FolderAnchorConfiguration(Path.of("/mnt/bucket")));
  }

  @Test
  void anchorsNothingByDefault() {
    assertThat(read("{}").anchors()).isEmpty();
    assertThat(read("{}").anchorInterval()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void saysWhatIsWrong() {
    refuses("anchors: [ { name: a } ]", "anchors[0].exactly one of witness, syslog");
    refuses(
        "anchors: [ { name: a, stdout: true, folder: { path: x } } ]",
        "exactly one of witness, syslog, folder and stdout must be given, was 2");
    refuses(
        "anchors: [ { name: a, stdout: true }, { name: a, stdout: true } ]",
        "anchors[1].name must be used once");
    refuses("anchorInterval: 10ms", "anchorInterval must be between 1s and 1h");
    refuses(
        "anchors: [ { name: a, witness: { url: \"http://elsewhere\", key: \"%s\" } } ]"
            .formatted(KEY),
        "url must be https://");
    refuses(
        "anchors: [ { name: a, witness: { url: \"https://elsewhere\", key: \"w\" } } ]",
        "key is no verifier key");
    refuses(
        "anchors: [ { name: a, syslog: { address: \"h:1\", certificate: c } } ]",
        "certificate and key must be given together");
  }

  private static void refuses(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  private static LogConfiguration read(String yaml) {
    return new RecordBinder(FILE, BridgeVocabulary.of("host"))
        .bind(LogConfiguration.class, YamlReader.read(FILE, yaml.getBytes(StandardCharsets.UTF_8)));
  }
}
