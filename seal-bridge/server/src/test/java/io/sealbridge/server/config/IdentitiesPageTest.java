package io.sealbridge.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/identities.md tells to write into the configuration is accepted as it stands there. */
class IdentitiesPageTest {
  private static final Path PAGE = Path.of("../../docs/identities.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");
  private static final Pattern IDENTITY = Pattern.compile("identity: ([a-z-]+)");
  private static final String REST =
      """
      deployment: test
      dataDirectory: /var/lib/seal-bridge
      hsms:
        - { name: primary, library: /usr/lib/p11.so, token: { label: test }, pinFile: pin }
      keys:
        - name: root
      listeners:
        - { name: vault, address: "127.0.0.1:8210", tls: { certificate: c, key: k, clientCa: a, clientAuth: optional } }
      """;

  @ParameterizedTest
  @MethodSource("configurations")
  void showsConfigurationsThatAreAccepted(String shown, @TempDir Path folder) throws IOException {
    // given
    String access = shown.contains("access:") ? "" : "access:\n" + entries(shown);
    Path file = Files.writeString(folder.resolve("bridge.yaml"), REST + shown + access);

    // when
    BridgeConfiguration configuration = ConfigurationFile.read(file).configuration();

    // then
    assertThat(configuration.access()).isNotEmpty();
    assertThat(configuration.logins().isEmpty()).isEqualTo(!shown.contains("logins:"));
  }

  @Test
  void showsOneForEachKindOfIssuer() throws IOException {
    assertThat(configurations()).hasSizeGreaterThanOrEqualTo(8);
  }

  /** The blocks for bridge.yaml; others are for Kubernetes. */
  static List<String> configurations() throws IOException {
    return BLOCK
        .matcher(Files.readString(PAGE))
        .results()
        .map(block -> block.group(1))
        .filter(text -> text.startsWith("logins:") || text.startsWith("access:"))
        .toList();
  }

  private static String entries(String shown) {
    return String.join(
        "",
        IDENTITY
            .matcher(shown)
            .results()
            .map((MatchResult found) -> "  - identity: " + found.group(1) + "\n")
            .distinct()
            .toList());
  }
}
