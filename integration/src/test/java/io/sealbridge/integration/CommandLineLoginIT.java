package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.kubernetes.Cluster;
import io.sealbridge.integration.kubernetes.KubernetesApi;
import io.sealbridge.integration.kubernetes.LoginBridge;
import io.sealbridge.integration.kubernetes.ServiceAccount;
import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.PrivateFiles;
import io.sealbridge.integration.vault.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The products' own command lines log in with a ServiceAccount's token, and use what they get. */
class CommandLineLoginIT {
  private static final String PLAINTEXT = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3});

  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static LoginBridge logins;
  private static Path projected;

  @BeforeAll
  static void startBridge() {
    KubernetesApi api = CLUSTER.api();
    logins =
        CLUSTER.closing(
            new LoginBridge(api, CLUSTER.folder().resolve("logins"), Duration.ofHours(1)));
    api.createNamespace("vault");
    ServiceAccount account = api.createServiceAccount("vault", "vault");
    projected =
        PrivateFiles.write(
            CLUSTER.folder().resolve("projected"),
            api.token(account, Optional.of(LoginBridge.AUDIENCE), Duration.ofMinutes(10)));
    logins.bridge().start();
  }

  @ParameterizedTest
  @EnumSource
  void logsInUsesItsKeyAndGivesItsTokenBack(Product product) {
    // given
    String token =
        run(
                product,
                Optional.empty(),
                "write",
                "-field=token",
                "auth/kubernetes/login",
                "role=vault",
                "jwt=@" + projected)
            .orFail()
            .output()
            .trim();
    Optional<String> known = Optional.of(token);

    // when
    CommandResult lookup = run(product, known, "token", "lookup", "-format=json").orFail();
    CommandResult renewal = run(product, known, "token", "renew", "-format=json").orFail();
    String ciphertext =
        run(
                product,
                known,
                "write",
                "-field=ciphertext",
                "transit/encrypt/root",
                "plaintext=" + PLAINTEXT)
            .orFail()
            .output()
            .trim();
    CommandResult opened =
        run(
            product,
            known,
            "write",
            "-field=plaintext",
            "transit/decrypt/root",
            "ciphertext=" + ciphertext);
    run(product, known, "token", "revoke", "-self").orFail();
    CommandResult replayed = run(product, known, "token", "lookup");

    // then
    assertThat(lookup.output()).contains("\"identity\": \"" + LoginBridge.IDENTITY + "\"");
    assertThat(renewal.output()).contains("\"renewable\": true");
    assertThat(opened.orFail().output().trim()).isEqualTo(PLAINTEXT);
    assertThat(replayed.exitCode()).isNotZero();
    assertThat(replayed.output()).contains("permission denied");
  }

  @ParameterizedTest
  @EnumSource
  void loginAsATokensHolderAsksTheBridgeWhoThatIs(Product product) {
    // given
    String token =
        run(
                product,
                Optional.empty(),
                "write",
                "-field=token",
                "auth/offline/login",
                "role=vault",
                "jwt=@" + projected)
            .orFail()
            .output()
            .trim();

    // when
    CommandResult login =
        run(product, Optional.empty(), "login", "-no-store", "-method=token", "token=" + token);

    // then
    assertThat(login.orFail().output()).contains("policies").contains("key-root");
  }

  @ParameterizedTest
  @EnumSource
  void theAgentLogsInAndLeavesATokenInItsFile(Product product) throws IOException {
    // given
    Path folder = PrivateFiles.folder(CLUSTER.folder().resolve("agent-" + product));
    Path sink = folder.resolve("token");
    Path configuration =
        PrivateFiles.write(
            folder.resolve("agent.hcl"),
            """
            exit_after_auth = true
            vault {
              address = "https://127.0.0.1:%d"
              ca_cert = "%s"
            }
            auto_auth {
              method "kubernetes" {
                mount_path = "auth/kubernetes"
                config = { role = "vault", token_path = "%s" }
              }
              sink "file" {
                config = { path = "%s", mode = 384 }
              }
            }
            """
                .formatted(
                    logins.bridge().port(),
                    logins.bridge().authority().certificateFile(),
                    projected,
                    sink));

    // when
    run(product, Optional.empty(), "agent", "-config=" + configuration).orFail();
    Optional<String> token = Optional.of(Files.readString(sink).trim());

    // then
    assertThat(run(product, token, "token", "lookup", "-format=json").orFail().output())
        .contains("\"identity\": \"" + LoginBridge.IDENTITY + "\"");
    run(product, token, "write", "transit/encrypt/root", "plaintext=" + PLAINTEXT).orFail();
  }

  private static CommandResult run(Product product, Optional<String> token, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(product.binary().toString());
    command.addAll(List.of(arguments));
    Map<String, String> environment = new HashMap<>();
    environment.put("VAULT_ADDR", "https://127.0.0.1:" + logins.bridge().port());
    environment.put("VAULT_CACERT", logins.bridge().authority().certificateFile().toString());
    environment.put("HOME", CLUSTER.folder().toString());
    token.ifPresent(text -> environment.put("VAULT_TOKEN", text));
    return Command.run(command, environment);
  }
}
