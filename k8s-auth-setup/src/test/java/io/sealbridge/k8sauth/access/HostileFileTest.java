package io.sealbridge.k8sauth.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that hold secrets, or are made to take the reader down; and very large honest ones. */
class HostileFileTest {
  private static final String SMALL =
      """
      vault: { address: "https://vault.example:8200" }
      clusters: [ { name: prod } ]
      """;
  private static final Duration SHORT = Duration.ofSeconds(20);

  @TempDir Path folder = Path.of("unset");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "owner: hvs.CAESIMARKERMARKERMARKER12 | owner | a token of Vault",
        "owner: hvb.AAAAAQMARKERMARKERMARKER1 | owner | a token of Vault",
        "policies: [ { name: p, rules: 'x s.MARKERMARKERMARKERMARKER y' } ] | policies[0].rules | a token of OpenBao or Vault",
        "roles: [ { policies: [ eyJhbGciOiJSUzI1NiJ9.eyJNQVJLRVIiOiJNQVJLRVIifQ.MARKER ] } ] | roles[0].policies[0] | a signed token (JWT)",
        "policies: [ { rules: '-----BEGIN EC PRIVATE KEY----- MARKER' } ] | policies[0].rules | a private key",
        "manifests: { image: 'https://user:MARKER@registry.example/x' } | manifests.image | an address with a password",
        "hvs.CAESIMARKERMARKERMARKER12: x | a name of a property | a token of Vault",
        "consumers: [ { secrets: [ { hvs.CAESIMARKERMARKERMARKER12: x } ] } ] | a name of a property | a token of Vault",
      })
  void refusesSecretsNamingThePropertyAndNotTheValue(String line, String property, String what)
      throws IOException {
    Path file = write(SMALL + line);

    assertThatThrownBy(() -> AccessFile.read(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            file + ", line 3: " + property + " holds what looks like " + what + ".")
        .hasMessageContaining("vault.login.tokenFile")
        .hasMessageNotContaining("MARKER");
  }

  @Test
  void refusesAPasswordInTheAddressOfVault() throws IOException {
    Path file = write(SMALL.replace("https://", "https://user:MARKER@"));

    assertThatThrownBy(() -> AccessFile.read(file))
        .hasMessageContaining("line 1: vault.address holds what looks like an address with a pass")
        .hasMessageNotContaining("MARKER");
  }

  @ParameterizedTest
  @CsvSource({
    "s.example.internal",
    "vault-secrets.shop",
    "hvs",
    "secret/data/s.abc",
    "eyJ",
    "a:b@c",
  })
  void namesThatOnlyResembleSecretsAreNone(String text) throws IOException {
    Path file = write(SMALL + "policies: [ { name: p, rules: 'path \"" + text + "\" { }' } ]\n");

    assertThat(AccessFile.read(file).policies()).hasSize(1);
  }

  @Test
  void anchorsAreRefusedBeforeTheyCanMultiply() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [ x, x, x, x, x, x, x, x, x ]\n");
    for (int i = 1; i < 12; i++) {
      String many = ("*a" + (i - 1) + ", ").repeat(9);
      bomb.append("a%d: &a%d [ %s ]\n".formatted(i, i, many.substring(0, many.length() - 2)));
    }

    refuses(bomb.toString(), "line 1: a0: anchors and aliases are not supported");
  }

  @Test
  void depthIsRefused() throws IOException {
    refuses("a: " + "[".repeat(100_000), "is nested too deep");
    refuses("a: " + "{ b: ".repeat(100_000), "is nested too deep");
  }

  @Test
  void moreThanSixteenMebibytesAreRefused() throws IOException {
    refuses(SMALL + "owner: " + "x".repeat(16 * 1024 * 1024), "is larger than 16 MiB");
  }

  @Test
  void aHugeLineIsRefusedAndAHugeValueIsForWhatItIs() throws IOException {
    refuses(SMALL + "owner: " + "x".repeat(8 * 1024 * 1024), "line 3: is longer than 1024 KiB");
    refuses(SMALL + "owner: " + "x".repeat(1_000_000), "owner has to be 1 to 63 of a-z");
    refuses(SMALL + "owner: |\n" + "  xxxxxxxxxxx xxx\n".repeat(500_000), "owner has to be");
  }

  @Test
  void tenThousandRolesAreRead() throws IOException {
    StringBuilder text = new StringBuilder(SMALL).append("roles:\n");
    for (int i = 0; i < 10_000; i++) {
      text.append("  - name: role-").append(i).append('\n');
      text.append("    serviceAccounts: [account-")
          .append(i)
          .append(", other-account-with-a-name]\n");
      text.append("    namespaces: [namespace-")
          .append(i)
          .append(", other-namespace-with-a-name-of-some-length]\n");
      text.append("    policies: [").append("policy-with-a-rather-long-name, ".repeat(10));
      text.append("last]\n    ttl: 10m\n");
    }
    Path file = write(text.toString());

    assertThat(Files.size(file)).isGreaterThan(5_000_000);
    Assertions.assertTimeout(
        SHORT, () -> assertThat(AccessFile.read(file).roles()).hasSize(10_000));
  }

  private void refuses(String text, String message) throws IOException {
    Path file = write(text);
    Assertions.assertTimeout(
        SHORT,
        () ->
            assertThatThrownBy(() -> AccessFile.read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("access.yaml"), text);
  }
}
