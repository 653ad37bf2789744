package io.sealbridge.k8sauth.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSettingsTest {
  private static final String TWO =
      """
      apiVersion: v1
      kind: Config
      current-context: second
      clusters:
        - {name: a, cluster: {server: "https://a.test:6443"}}
        - {name: b, cluster: {server: "https://b.test:6443"}}
        - {name: c, cluster: {server: "http://c.test:8080"}}
      users:
        - {name: u, user: {token: marker-token}}
      contexts:
        - {name: first, context: {cluster: a, user: u}}
        - {name: second, context: {cluster: b, user: u}}
        - {name: open, context: {cluster: c, user: u}}
      """;

  @TempDir Path folder;

  @Test
  void takesTheContextThatIsNamedOrElseTheCurrentOne() throws IOException {
    Path file = file(TWO);

    assertThat(server(file, Optional.of("first"))).startsWith("https://a.test:6443");
    assertThat(server(file, Optional.empty())).startsWith("https://b.test:6443");
  }

  @Test
  void listsTheContextsThatThereAre() throws IOException {
    Path file = file(TWO);

    assertThatExceptionOfType(ClusterException.class)
        .isThrownBy(() -> server(file, Optional.of("frist")))
        .withMessageContaining("no context \"frist\": it has first, open, second");
  }

  @Test
  void sendsNoTokenWithoutTls() throws IOException {
    Path file = file(TWO);

    assertThatExceptionOfType(ClusterException.class)
        .isThrownBy(() -> server(file, Optional.of("open")))
        .withMessageContaining("no https server");
  }

  @Test
  void doesNotRepeatWhatIsInAFileThatItCannotRead() throws IOException {
    Path file = file("users: [{user: {token: marker-token}\n  ]]: -");

    assertThatExceptionOfType(ClusterException.class)
        .isThrownBy(() -> server(file, Optional.empty()))
        .withMessageContaining("is not a kubeconfig")
        .withMessageNotContaining("marker-token");
  }

  @Test
  void saysThatThereIsNoFile() {
    assertThatExceptionOfType(ClusterException.class)
        .isThrownBy(() -> server(folder.resolve("none"), Optional.empty()))
        .withMessageContaining("no readable file");
  }

  @Test
  void saysThatThisIsNoPod() {
    assertThatExceptionOfType(ClusterException.class)
        .isThrownBy(() -> ClientSettings.of(new ClusterSource.InCluster(folder, Map.of())))
        .withMessageContaining("automountServiceAccountToken");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("config"), text);
  }

  private static String server(Path file, Optional<String> context) {
    return ClientSettings.of(new ClusterSource.Kubeconfig(file, context)).getMasterUrl();
  }
}
