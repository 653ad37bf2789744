package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jopenlibs.vault.SslConfig;
import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.VaultConfig;
import io.github.jopenlibs.vault.VaultException;
import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.vault.Product;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Applications use keys of their own over the Transit API by clients that others wrote. */
class OtherClientsIT {
  private static final String APPLICATION =
      """
        - identity: application
          grants:
            - keys: ["app-*"]
              operations: [encrypt, decrypt, rewrap, datakey, sign, verify, hmac, read, list,
                export, rotate, create, configure, delete, random]
      """;
  private static final String TEXT =
      Base64.getEncoder().encodeToString("the quick brown fox".getBytes(StandardCharsets.UTF_8));

  @RegisterExtension final Scene scene = new Scene();

  @Test
  void pythonsClientFindsWhatTheApiPromises() {
    // given
    Bridge bridge = applicationBridge();

    // when
    CommandResult result =
        Command.run(
            List.of(
                Repository.hvacPython().toString(),
                Repository.root().resolve("integration/clients/hvac_transit.py").toString(),
                "https://127.0.0.1:" + bridge.port(),
                bridge.authority().certificateFile().toString()),
            Map.of("VAULT_TOKEN", bridge.createToken("application")));

    // then
    assertThat(result.orFail().output().lines())
        .containsExactly(
            "encryption: as promised",
            "codes: as promised",
            "signatures: as promised",
            "keyless: as promised",
            "ends: as promised");
  }

  @ParameterizedTest
  @EnumSource
  void commandLineSealsAndOpensWithAKeyThatItMade(Product product) {
    // given
    CommandLine client = commandLine(product);
    client.run("write", "-f", "transit/keys/app-cli", "type=aes256-gcm96").orFail();

    // when
    String first = sealed(client);
    client.run("write", "-f", "transit/keys/app-cli/rotate").orFail();
    String second = sealed(client);

    // then
    assertThat(first).startsWith("vault:v1:");
    assertThat(second).startsWith("vault:v2:");
    assertThat(List.of(opened(client, first), opened(client, second))).containsOnly(TEXT);
  }

  @ParameterizedTest
  @EnumSource
  void commandLineSignsAndVerifies(Product product) {
    // given
    CommandLine client = commandLine(product);
    client.run("write", "-f", "transit/keys/app-cli", "type=ecdsa-p256").orFail();

    // when
    String signature = client.field("signature", "transit/sign/app-cli", "input=" + TEXT);

    // then
    assertThat(
            client.field(
                "valid", "transit/verify/app-cli", "input=" + TEXT, "signature=" + signature))
        .isEqualTo("true");
    assertThat(
            client.field("valid", "transit/verify/app-cli", "input=AAAA", "signature=" + signature))
        .isEqualTo("false");
  }

  @ParameterizedTest
  @EnumSource
  void commandLineListsAndReadsAndDeletesOnlyWhatMayBeDeleted(Product product) {
    // given
    CommandLine client = commandLine(product);
    client.run("write", "-f", "transit/keys/app-cli", "type=rsa-2048").orFail();

    // then
    assertThat(client.run("list", "transit/keys").orFail().output()).contains("app-cli");
    assertThat(client.run("read", "transit/keys/app-cli").orFail().output())
        .containsPattern("type\\s+rsa-2048");
    CommandResult refused = client.run("delete", "transit/keys/app-cli");
    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.output()).contains("deletion is not allowed");

    // when
    client.run("write", "transit/keys/app-cli/config", "deletion_allowed=true").orFail();
    client.run("delete", "transit/keys/app-cli").orFail();

    // then
    assertThat(client.run("read", "transit/keys/app-cli").output()).contains("No value found");
  }

  @Test
  void jopenlibsDriverSealsAndOpensAndSigns() throws VaultException {
    // given
    Bridge bridge = applicationBridge();
    Vault vault =
        Vault.create(
            new VaultConfig()
                .address("https://127.0.0.1:" + bridge.port())
                .token(bridge.createToken("application"))
                .engineVersion(1)
                .sslConfig(
                    new SslConfig().pemFile(bridge.authority().certificateFile().toFile()).build())
                .build());

    // when
    vault.logical().write("transit/keys/app-aes", Map.of("type", "aes256-gcm96"));
    vault.logical().write("transit/keys/app-ec", Map.of("type", "ecdsa-p256"));
    String ciphertext =
        written(vault, "transit/encrypt/app-aes", Map.of("plaintext", TEXT), "ciphertext");
    String signature = written(vault, "transit/sign/app-ec", Map.of("input", TEXT), "signature");

    // then
    assertThat(
            written(
                vault, "transit/decrypt/app-aes", Map.of("ciphertext", ciphertext), "plaintext"))
        .isEqualTo(TEXT);
    assertThat(
            written(
                vault,
                "transit/verify/app-ec",
                Map.of("input", TEXT, "signature", signature),
                "valid"))
        .isEqualTo("true");
    assertThat(vault.logical().list("transit/keys").getListData()).contains("app-aes", "app-ec");
    assertThat(vault.logical().read("transit/keys/app-ec").getData().get("type"))
        .isEqualTo("ecdsa-p256");
    assertThat(vault.auth().lookupSelf().getRestResponse().getStatus()).isEqualTo(200);
  }

  private static String written(Vault vault, String path, Map<String, Object> body, String field)
      throws VaultException {
    return String.valueOf(vault.logical().write(path, body).getData().get(field));
  }

  private static String sealed(CommandLine client) {
    return client.field("ciphertext", "transit/encrypt/app-cli", "plaintext=" + TEXT);
  }

  private static String opened(CommandLine client, String ciphertext) {
    return client.field("plaintext", "transit/decrypt/app-cli", "ciphertext=" + ciphertext);
  }

  private CommandLine commandLine(Product product) {
    Bridge bridge = applicationBridge();
    return new CommandLine(product, bridge, bridge.createToken("application"));
  }

  private Bridge applicationBridge() {
    Bridge bridge = scene.bridge("bridge-1", scene.authority(), scene.softHsm());
    bridge.configure(
        bridge.config().patient().with("access", bridge.config().section("access") + APPLICATION));
    bridge.createKey();
    bridge.start();
    return bridge;
  }

  /** The command line of a server, pointed at the bridge. */
  private record CommandLine(Product product, Bridge bridge, String token) {

    CommandResult run(String... arguments) {
      List<String> command = new ArrayList<>(List.of(product.binary().toString()));
      command.addAll(List.of(arguments));
      String prefix =
          switch (product) {
            case OPENBAO -> "BAO_";
            case VAULT -> "VAULT_";
          };
      return Command.run(
          command,
          Map.of(
              prefix + "ADDR",
              "https://127.0.0.1:" + bridge.port(),
              prefix + "CACERT",
              bridge.authority().certificateFile().toString(),
              prefix + "TOKEN",
              token,
              prefix + "CLI_NO_COLOR",
              "true"));
    }

    /** Writes, and answers one field of what came back. */
    String field(String field, String... pathAndBody) {
      List<String> arguments = new ArrayList<>(List.of("write", "-field=" + field));
      arguments.addAll(List.of(pathAndBody));
      return run(arguments.toArray(String[]::new)).orFail().output().trim();
    }
  }
}
