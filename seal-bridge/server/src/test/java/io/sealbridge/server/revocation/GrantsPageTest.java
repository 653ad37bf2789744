package io.sealbridge.server.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.Operation;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.ConfigurationFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What docs/reference/grants.md shows is accepted as it stands there, and leaves nothing out. */
class GrantsPageTest {
  private static final Path PAGE = Path.of("../../docs/reference/grants.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");
  private static final String REST =
      """
      hsms: [ { name: primary, library: l, pinFile: p } ]
      keys: [ { name: root-west } ]
      """;

  @TempDir Path folder;

  @Test
  void showsGrantsThatAreAccepted() throws IOException {
    assertThat(configuration("access:").access()).hasSize(3);
  }

  @Test
  void showsTrustBundlesThatAreAccepted() throws IOException {
    assertThat(configuration("listeners:").listeners().getFirst().tls().orElseThrow().clientTrust())
        .hasSize(2);
  }

  @Test
  void showsADenyListThatIsAccepted() throws Exception {
    Path file = Files.writeString(folder.resolve("revocations.yaml"), block("epoch:"));

    assertThat(new DenyListFile(file).read().orElseThrow().list().epoch()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void saysWhatEachOperationGives(Operation operation) throws IOException {
    List<String> rows = Files.readAllLines(PAGE).stream().filter(l -> l.startsWith("| `")).toList();

    assertThat(rows)
        .filteredOn(row -> row.split("\\|", -1)[1].contains("`" + operation.label() + "`"))
        .singleElement()
        .satisfies(
            row -> {
              String onSealKeys = row.split("\\|", -1)[3].trim();
              if (operation.isOffSealKeys()) {
                assertThat(onSealKeys).startsWith("never");
              } else if (operation.isWildOnSealKeys()) {
                assertThat(onSealKeys).isEqualTo("yes");
              } else if (operation != Operation.RANDOM) {
                assertThat(onSealKeys).startsWith("by its name only");
              }
            });
  }

  private BridgeConfiguration configuration(String beginning) throws IOException {
    Path file = Files.writeString(folder.resolve("bridge.yaml"), REST + block(beginning));
    return ConfigurationFile.read(file).configuration();
  }

  private static String block(String beginning) throws IOException {
    return BLOCK
        .matcher(Files.readString(PAGE))
        .results()
        .map(block -> block.group(1))
        .filter(text -> text.startsWith(beginning))
        .findFirst()
        .orElseThrow();
  }
}
