package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.kubernetes.ClusterUser;
import io.sealbridge.integration.kubernetes.KubernetesApi;
import io.sealbridge.integration.kubernetes.TokenController;
import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.PrivateFiles;
import io.sealbridge.integration.vault.DevelopmentServer;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.Product;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** scripts/setup-k8s-auth.sh, as somebody uses it who has one workload and then another. */
class SetupScriptIT {
  @RegisterExtension final Scene scene = new Scene();

  @ParameterizedTest
  @EnumSource
  void oneWorkloadIsSetUpAndVerifiedAndThenAnother(Product product) {
    // given
    KubernetesApi api = cluster();
    DevelopmentServer server =
        scene.closing(DevelopmentServer.start(product, scene.folder().resolve("server")));
    for (String path : List.of("web/db", "job/db")) {
      try (JsonHttp http = server.http()) {
        http.post("/v1/secret/data/" + path, Map.of("data", Map.of("password", "p"))).expect(200);
      }
    }

    // when
    CommandResult planned = script(server, api, "web", "--plan");
    CommandResult applied = script(server, api, "web", "--yes");
    CommandResult again = script(server, api, "web", "--yes");
    CommandResult other = script(server, api, "job", "--yes");

    // then
    assertThat(planned.exitCode()).as(planned.output()).isEqualTo(3);
    assertThat(planned.output()).contains("+ role web of auth method kubernetes/");
    assertThat(applied.exitCode()).as(applied.output()).isZero();
    assertThat(applied.output()).contains("changes made.", "web logs in", "0 findings");
    assertThat(again.exitCode()).as(again.output()).isZero();
    assertThat(again.output()).contains("says so already", "Nothing to change.", "web logs in");
    assertThat(other.exitCode()).as(other.output()).isEqualTo(1);
    assertThat(other.output()).contains("was made by this tool for the owner shop.web");

    // when
    removeFile("job");
    CommandResult shared = script(server, api, "job", "--yes", "--reviewer-exists");

    // then
    assertThat(shared.exitCode()).as(shared.output()).isZero();
    assertThat(shared.output()).contains("job logs in", "0 findings");
    assertThat(script(server, api, "web", "--yes").output()).contains("Nothing to change.");
    assertThat(applied.output() + shared.output()).doesNotContain(DevelopmentServer.ROOT_TOKEN);
  }

  @Test
  void saysWhatItLacks() {
    // when
    CommandResult nothing = Command.run(List.of(program()), Map.of());
    CommandResult noVault =
        Command.run(
            List.of(program(), "--namespace=n", "--service-account", "a", "--secret", "s"),
            Map.of());
    CommandResult noToken =
        Command.run(
            List.of(
                program(),
                "--namespace",
                "n",
                "--service-account",
                "a",
                "--secret",
                "s",
                "--vault-addr",
                "http://127.0.0.1:1"),
            Map.of());

    // then
    assertThat(nothing.exitCode()).isEqualTo(1);
    assertThat(nothing.output()).contains("say who reads what; see --help");
    assertThat(noVault.exitCode()).isEqualTo(2);
    assertThat(noVault.output()).contains("unknown option --namespace=n");
    assertThat(noToken.exitCode()).isEqualTo(1);
    assertThat(noToken.output()).contains("how to log in to Vault? Give --token-file");
  }

  private KubernetesApi cluster() {
    KubernetesApi api = scene.closing(new KubernetesApi(scene.folder().resolve("kubernetes")));
    api.start();
    scene.closing(new TokenController(scene.folder().resolve("controller"), api));
    api.createNamespace("vault");
    api.createNamespace("shop");
    api.createServiceAccount("shop", "web");
    api.createServiceAccount("shop", "job");
    return api;
  }

  private CommandResult script(
      DevelopmentServer server, KubernetesApi api, String account, String... options) {
    Path token =
        PrivateFiles.write(scene.folder().resolve("vault-token"), DevelopmentServer.ROOT_TOKEN);
    List<String> command =
        new ArrayList<>(
            List.of(
                program(),
                "--namespace",
                "shop",
                "--service-account",
                account,
                "--secret",
                account + "/db",
                "--vault-addr",
                server.address().toString(),
                "--token-file",
                token.toString(),
                "--kubeconfig",
                api.kubeconfig(ClusterUser.ADMIN).toString(),
                "--file",
                file(account).toString()));
    command.addAll(List.of(options));
    return Command.run(command, Map.of("K8S_AUTH_SETUP", Repository.accessLauncher().toString()));
  }

  private Path file(String account) {
    return scene.folder().resolve(account + ".yaml");
  }

  private void removeFile(String account) {
    assertThat(file(account).toFile().delete()).isTrue();
  }

  private static String program() {
    return Repository.root().resolve("scripts/setup-k8s-auth.sh").toString();
  }
}
