package io.sealbridge.k8sauth.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.configuration.ConfigurationException;
import io.sealbridge.k8sauth.access.Reads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RenderingTest {
  private static final Set<String> OF_VAULTS_OWN_SIDE =
      Set.of("ClusterRole", "ClusterRoleBinding", "ServiceAccount", "Secret");

  @TempDir Path folder = Path.of("unset");

  /** The files in src/test/resources/render are what people get; read them. */
  @ParameterizedTest
  @EnumSource
  void everyWayOfReadingIsRenderedAsItsFileSays(Reads reads) throws IOException {
    Rendering rendering =
        Rendering.of(
            Rendered.scope(
                folder, Rendered.outside() + Rendered.consumer("reads: " + reads.word())));

    assertThat(rendering.only(kind -> !OF_VAULTS_OWN_SIDE.contains(kind)).stream())
        .isEqualTo(golden(reads.word() + ".yaml"));
  }

  @Test
  void theSameFileGivesTheSameBytes() {
    String file = Rendered.outside() + Rendered.consumer("createServiceAccount: true");

    assertThat(Rendered.stream(folder, file)).isEqualTo(Rendered.stream(folder, file));
  }

  @Test
  void aCertificateFileWithAPrivateKeyIsRefused() throws IOException {
    Scope scope = Rendered.scope(folder, Rendered.outside() + Rendered.consumer(""));
    Files.writeString(
        folder.resolve("ca.crt"), Rendered.AUTHORITY + "-----BEGIN EC PRIVATE KEY-----\nmarker\n");

    assertThatThrownBy(() -> Scope.of(scope.description(), scope.cluster()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("the file of vault.caFile, ")
        .hasMessageContaining("holds a private key, which must not get into a manifest")
        .hasMessageNotContaining("marker");
  }

  @Test
  void twoConsumersWhoseObjectsWouldBeOneAreRefused() {
    String file =
        Rendered.outside()
            + """
            consumers:
              - { name: a, namespace: shop, serviceAccount: a, reads: external-secrets, secrets: [ { engine: apps, path: b/c } ] }
              - { name: a-b, namespace: shop, serviceAccount: b, reads: external-secrets, secrets: [ { engine: apps, path: c } ] }
            """;

    assertThatThrownBy(() -> Rendered.stream(folder, file))
        .hasMessage(
            "two consumers need a ExternalSecret a-b-c in shop, each another one: give one of them another name");
  }

  @Test
  void aTokenThatVaultShowsToTheApiServerIsMadeForIt() {
    String file =
        Rendered.outside().replace("name: prod", "name: prod, setup: client-token")
            + Rendered.consumer("");

    assertThat(Rendered.stream(folder, file))
        .contains("serviceAccountToken:\n", "expirationSeconds: 600")
        .doesNotContain("audience:");
  }

  @Test
  void withoutReviewTheAgentLogsInWithTheTokenAsAnyJwt() {
    String file =
        Rendered.outside().replace("name: prod", "name: prod, setup: pinned-keys, mount: jwt/prod")
            + Rendered.consumer("");

    assertThat(Rendered.stream(folder, file))
        .contains("method \"jwt\" {", "mount_path = \"auth/jwt/prod\"")
        .contains("remove_jwt_after_reading = false");
  }

  @Test
  void theRolesOwnAudienceCounts() {
    String file =
        Rendered.outside()
            + """
            roles: [ { name: shop, serviceAccounts: [web], namespaces: [shop], audience: for-shop } ]
            """
            + Rendered.consumer("role: shop");

    assertThat(Rendered.stream(folder, file))
        .contains("audience: for-shop", "role = \"shop\"")
        .doesNotContain("audience: vault");
  }

  @Test
  void plainHttpNeedsNoAuthority() {
    String file =
        Rendered.outside().replace(", caFile: ca.crt", "").replace("https://vault", "http://vault")
            + Rendered.consumer("");

    assertThat(Rendered.stream(folder, file))
        .contains("address = \"http://vault.example:8200\"")
        .doesNotContain("ca_cert", "vault-ca");
  }

  private static String golden(String name) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(RenderingTest.class.getResourceAsStream("/render/" + name))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
