package io.sealbridge.k8sauth.ownpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.AccessFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server makes of the policy is in OwnPolicyIT. */
class OwnPolicyTest {
  private static final String ACCESS =
      """
      owner: platform
      vault: { address: "https://vault.example:8200" }
      clusters: [ { name: prod, kubeconfig: kubeconfig, mount: k8s/prod, setup: client-token } ]
      secretEngines: [ { path: apps } ]
      consumers:
        - { name: web, namespace: shop, serviceAccount: web, secrets: [ { engine: apps, path: web/db } ] }
      """;

  @TempDir Path folder = Path.of("");

  @Test
  void deletesNothingUnlessItIsToPrune() throws IOException {
    assertThat(texts(ACCESS, false))
        .isNotEmpty()
        .noneSatisfy(line -> assertThat(line).contains("delete"));
  }

  @Test
  void aLineOfOnePolicyAllowsWhatThePatternBesideItDoes() throws IOException {
    assertThat(texts(ACCESS, true))
        .contains(
            "path \"sys/policies/acl/web\" { capabilities = [\"read\", \"update\", \"delete\"] }",
            "path \"sys/policies/acl/*\" { capabilities = [\"read\", \"delete\"] }",
            "path \"auth/k8s/prod/role/*\" { capabilities = [\"create\", \"read\", \"update\", \"delete\"] }");
  }

  @Test
  void touchesNoSecretAndNoOtherMount() throws IOException {
    assertThat(texts(ACCESS, true))
        .noneMatch(line -> line.contains("\"apps"))
        .noneMatch(line -> line.contains("\"auth/*") || line.contains("\"sys/mounts/*"));
  }

  @Test
  void saysWhatEachLineIsFor() throws IOException {
    String text = OwnPolicy.text(description(ACCESS), false);

    assertThat(text).contains("owner platform").doesNotContain("\npath \"\"");
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("path ")) {
        assertThat(lines.get(i - 1)).startsWith("# ");
      }
    }
  }

  private List<String> texts(String access, boolean prune) throws IOException {
    return OwnPolicy.lines(description(access), prune).stream().map(PolicyLine::text).toList();
  }

  private AccessDescription description(String access) throws IOException {
    return AccessFile.read(Files.writeString(folder.resolve("access.yaml"), access));
  }
}
