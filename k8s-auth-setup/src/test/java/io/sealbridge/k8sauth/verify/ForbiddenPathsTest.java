package io.sealbridge.k8sauth.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.k8sauth.access.AccessDescription;
import io.sealbridge.k8sauth.access.AccessFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForbiddenPathsTest {
  private static final PolicyPaths NONE = new PolicyPaths(List.of());

  @TempDir Path folder = Path.of("unset");

  @Test
  void takesOthersSecretsAPathOfNobodysAndOneOfVaults() throws IOException {
    AccessDescription description = description();

    assertThat(ForbiddenPaths.of(description, target(description, "web"), NONE))
        .containsExactly("old/job/db", "apps/data/k8s-auth-setup/nobody-reads-this", "sys/mounts");
  }

  @Test
  void takesNothingThatThePoliciesMayAllow() throws IOException {
    AccessDescription description = description();

    assertThat(
            ForbiddenPaths.of(
                description,
                target(description, "web"),
                new PolicyPaths(List.of("old/*", "apps/*"))))
        .containsExactly("sys/mounts");
    assertThat(
            ForbiddenPaths.of(
                description, target(description, "web"), new PolicyPaths(List.of("*"))))
        .isEmpty();
  }

  @Test
  void knowsWhoLogsInWithARole() throws IOException {
    AccessDescription description = description();
    RoleTarget shared = target(description, "shared");

    assertThat(shared.accounts())
        .containsExactly(new Account("apps", "job"), new Account("apps", "other"));
    assertThat(shared.patterns()).containsExactly("j*");
    assertThat(shared.admits(new Account("apps", "jane"))).isTrue();
    assertThat(shared.admits(new Account("other", "jane"))).isFalse();
    assertThat(shared.isConsumers(new Account("apps", "other"))).isFalse();
    assertThat(shared.audience()).contains("vault");
  }

  private static RoleTarget target(AccessDescription description, String role) {
    return RoleTarget.of(description).stream()
        .filter(target -> target.role().name().equals(role))
        .findFirst()
        .orElseThrow();
  }

  private AccessDescription description() throws IOException {
    Path file = folder.resolve("access.yaml");
    Files.writeString(
        file,
        """
        vault: { address: "https://vault.example:8200" }
        clusters: [ { name: prod, setup: pinned-keys } ]
        secretEngines: [ { path: apps }, { path: old, version: 1 } ]
        roles:
          - { name: shared, serviceAccounts: [ "j*", other ], namespaces: [ apps ], policies: [ p ] }
        consumers:
          - { name: web, namespace: apps, serviceAccount: web, secrets: [ { engine: apps, path: web/db } ] }
          - { name: job, namespace: apps, serviceAccount: job, role: shared, secrets: [ { engine: old, path: job/db } ] }
        """);
    return AccessFile.read(file);
  }
}
