package io.sealbridge.k8sauth.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.configuration.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealRenderingTest {
  private static final String IN_CLUSTER =
      """
      vault: { address: "https://vault.vault.svc:8200", cluster: prod }
      clusters: [ { name: prod } ]
      secretEngines: [ { path: apps } ]
      policies:
        - name: operator
          rules: |
            path "sys/*" {
              capabilities = ["read", "list"]
            }
      roles: [ { name: operator, serviceAccounts: [operator], namespaces: [vault], policies: [operator] } ]
      seal: { address: "https://seal-bridge.example:8210", key: root, caFile: ca.crt }
      """;
  private static final String OUTSIDE = IN_CLUSTER.replace(", cluster: prod", "");

  @TempDir Path folder = Path.of("unset");

  @Test
  void theSealOfAServerInTheClusterIsRenderedAsItsFileSays() throws IOException {
    Rendering rendering = Rendering.of(Rendered.scope(folder, IN_CLUSTER));

    assertThat(rendering.only(Set.of("ConfigMap", "PodTemplate")::contains).stream())
        .isEqualTo(golden());
    assertThat(rendering.configuration()).isEmpty();
  }

  @Test
  void aServerOutsideGetsFilesAndNamesWhereItsSecretsAre() {
    assertThat(file("seal.hcl", OUTSIDE.replace("caFile", "proof: certificate, caFile")))
        .contains(
            "address = \"https://seal-bridge.example:8210\"",
            "tls_ca_cert = \"/etc/seal-bridge/ca.crt\"",
            "tls_client_key = \"/etc/seal-bridge/tls/tls.key\"");
    assertThat(file("seal.hcl", OUTSIDE.replace("caFile", "proof: token, caFile")))
        .contains("token = \"env://SEAL_BRIDGE_TOKEN\"");
  }

  @Test
  void theProxyNeedsAPodWhoseAccountItLogsInWith() {
    assertThatThrownBy(() -> file("seal.hcl", OUTSIDE))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("seal.proof is proxy")
        .hasMessageContaining("vault.cluster names no cluster: name it, or take certificate");
  }

  @Test
  void vaultGetsNeitherStanzaThatItDoesNotKnow() {
    String file =
        OUTSIDE.replace("caFile", "proof: token, caFile") + "manifests: { product: vault }\n";

    Rendering rendering = Rendering.of(Rendered.scope(folder, file));

    assertThat(rendering.configuration())
        .extracting(ManifestFile::name)
        .containsExactly("seal.hcl");
    assertThat(rendering.configuration().getFirst().content())
        .contains("# vault audit enable file file_path=stdout");
  }

  @Test
  void whatTakesAQuestionToTheClusterIsNamedAndLeftToApply() {
    String file =
        OUTSIDE
            .replace("name: prod", "name: prod, setup: pinned-keys")
            .replace("caFile", "proof: token, caFile");

    assertThat(file("initialize.hcl", file))
        .contains("takes a question to the cluster prod: the configuration of auth/kubernetes.")
        .contains("path = \"auth/kubernetes/role/operator\"")
        .doesNotContain("path = \"auth/kubernetes/config\"");
  }

  @Test
  void saysThatNobodyMayBeLeftToLogIn() {
    String warning = "# Nobody holds a root token afterwards";
    String file = OUTSIDE.replace("caFile", "proof: token, caFile");

    assertThat(file("initialize.hcl", file)).contains(warning);
    assertThat(file("initialize.hcl", file.replace("8200\"", "8200\", login: { role: operator }")))
        .doesNotContain(warning);
  }

  private String file(String name, String access) {
    List<ManifestFile> files = Rendering.of(Rendered.scope(folder, access)).configuration();
    return files.stream()
        .filter(file -> file.name().equals(name))
        .findFirst()
        .orElseThrow()
        .content();
  }

  private static String golden() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(SealRenderingTest.class.getResourceAsStream("/render/seal.yaml"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
