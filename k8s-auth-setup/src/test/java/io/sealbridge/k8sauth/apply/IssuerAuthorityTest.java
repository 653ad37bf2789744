package io.sealbridge.k8sauth.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.k8sauth.access.AccessFile;
import io.sealbridge.k8sauth.access.ClusterSection;
import io.sealbridge.k8sauth.kubernetes.BearerToken;
import io.sealbridge.k8sauth.kubernetes.ClusterApi;
import io.sealbridge.k8sauth.kubernetes.ClusterSource;
import io.sealbridge.k8sauth.plan.PlanException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuerAuthorityTest {
  private static final String KUBECONFIGS = "of the kubeconfig";

  @TempDir Path folder = Path.of("unset");

  @ParameterizedTest
  @CsvSource({
    "https://api.example, of the kubeconfig",
    "https://api.example:8443/path, of the kubeconfig",
    "https://seen-by-vault.example, of the kubeconfig",
    "https://kubernetes.default.svc, of the kubeconfig",
    "https://kubernetes.default.svc.cluster.local, of the kubeconfig",
    "https://oidc.cloud.example/id/1, ''",
    "no URL, ''"
  })
  void isTheKubeconfigsWhereTheIssuerIsTheApiServer(String issuer, String authority)
      throws IOException {
    assertThat(authority("apiServer: https://seen-by-vault.example:6443", issuer))
        .isEqualTo(authority);
  }

  @Test
  void isWhatTheFileSays() throws IOException {
    Files.writeString(folder.resolve("other.pem"), "other");

    assertThat(authority("issuerCaFile: other.pem", "https://api.example")).isEqualTo("other");
    assertThatThrownBy(() -> authority("issuerCaFile: none.pem", "https://api.example"))
        .isInstanceOf(PlanException.class)
        .hasMessageContainingAll("cluster test: issuerCaFile", "none.pem was not read");
  }

  private String authority(String property, String issuer) throws IOException {
    try (ClusterApi api =
        ClusterApi.open(
            new ClusterSource.Server(
                URI.create("https://api.example:6443"),
                Optional.of(KUBECONFIGS),
                new BearerToken("token")))) {
      return IssuerAuthority.of(cluster(property), api, issuer);
    }
  }

  private ClusterSection cluster(String property) throws IOException {
    return AccessFile.read(
            Files.writeString(
                folder.resolve("access.yaml"),
                """
                vault: { address: "https://vault.example:8200" }
                clusters: [ { name: test, %s } ]
                """
                    .formatted(property)))
        .clusters()
        .getFirst();
  }
}
