package io.sealbridge.sync.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sealbridge.configuration.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncFileTest {
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SyncSchema.text());

  private static final String GOOD =
      """
      bridge:
        nodes: ["https://bridge-1.example:8210", "https://bridge-2.example:8210"]
        login: { tokenFile: bridge-token }
      clusters:
        - name: west
          key: root-west
          nodes: ["https://vault-0.example:8200"]
          login: { role: transit-sync }
      """;

  @TempDir Path folder = Path.of("unset");

  @Test
  void takesAGoodFile() throws IOException {
    SyncDescription description = read(GOOD);

    assertThat(SCHEMA.validate(new YAMLMapper().readTree(GOOD))).isEmpty();
    assertThat(description.keys()).containsExactly("root-west");
    assertThat(description.bridge().mount()).isEqualTo("transit");
    assertThat(description.bridge().nodes()).contains(URI.create("https://bridge-2.example:8210"));
    assertThat(description.bridge().login().tokenFile()).contains(folder.resolve("bridge-token"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key: root-west | keys: root-west | unknown property clusters[0].keys; did you mean",
        "key: root-west | key: Root | clusters[0].key must match",
        "name: west | name: west/1 | clusters[0].name must match",
        "https://vault-0.example:8200 | https://vault-0.example:8200/v1 | scheme, a host and a port only",
        "bridge-2.example | bridge-1.example | bridge.nodes has more than one with the address",
        "role: transit-sync | mount: kubernetes | either tokenFile or role must be given",
        "bridge-token } | hvs.CAESIJ0000000000000000000000 } | what looks like a token of Vault",
      })
  void saysWhatIsWrongAndWhere(String good, String bad, String message) {
    String text = GOOD.replace(good, bad);

    assertThat(text).isNotEqualTo(GOOD);
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sync.yaml, line ")
        .hasMessageContaining(message);
  }

  @Test
  void refusesTwoClustersOfOneName() {
    String twice = GOOD + GOOD.substring(GOOD.indexOf("  - name"));

    assertThatThrownBy(() -> read(twice))
        .hasMessageContaining("clusters has more than one with the name west");
  }

  private SyncDescription read(String text) throws IOException {
    return SyncFile.read(Files.writeString(folder.resolve("sync.yaml"), text));
  }
}
