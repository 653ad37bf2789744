package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.process.CommandResult;
import io.sealbridge.integration.process.PrivateFiles;
import io.sealbridge.integration.vault.Initialised;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.integration.vault.VaultServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * OpenBao has CAs and a signing key behind the bridge, by the commands of docs/external-keys.md.
 */
class ExternalKeysIT {
  private static final Map<String, String> KEYS =
      Map.of(
          "bao-ca-rsa", "rsa-2048",
          "bao-ca-ec", "ecdsa-p256",
          "bao-signer", "ecdsa-p256",
          "bao-safe", "aes256-gcm96");
  private static final String IDENTITIES =
      """
        - identity: maker
          grants: [ { keys: ["bao-*"], operations: [create] } ]
        - identity: openbao-keys
          grants:
            - keys: ["bao-*"]
              operations: [read, sign, verify, export, encrypt, decrypt]
      """;

  @RegisterExtension final Scene scene = new Scene();

  @Test
  void issuesCertificatesAndSignsByKeysThatStayInTheHsm() {
    // given
    Bridge bridge = bridgeWithKeys();
    VaultServer server =
        scene.server(Product.OPENBAO, bridge.stanza().withToken(bridge.createToken("vault-token")));
    server.start();
    Initialised initialised = server.initialise();
    server.awaitUnsealed();

    // when
    CommandResult result = runExample(bridge, server, initialised.rootToken());

    // then
    assertThat(result.orFail().output())
        .contains(
            "rsa.pem: OK",
            "ec.pem: OK",
            "signed and verified: vault:v1:",
            "sealed and opened: vault:v1:");
    assertThat(bridge.keyUses()).anyMatch(use -> use.toString().contains("openbao-keys"));
  }

  private Bridge bridgeWithKeys() {
    Bridge bridge = scene.bridge("bridge-1", scene.authority(), scene.softHsm());
    bridge.configure(
        bridge.config().patient().with("access", bridge.config().section("access") + IDENTITIES));
    bridge.createKey();
    bridge.start();
    try (JsonHttp http = bridge.http(Optional.of(bridge.createToken("maker")))) {
      KEYS.forEach(
          (name, type) -> http.post("/v1/transit/keys/" + name, Map.of("type", type)).expect(200));
    }
    return bridge;
  }

  private CommandResult runExample(Bridge bridge, VaultServer server, String rootToken) {
    Path folder = PrivateFiles.folder(scene.folder().resolve("certificates"));
    return Command.run(
        List.of(
            "env",
            "-C",
            folder.toString(),
            "PATH=" + Product.OPENBAO.binary().getParent() + ":" + System.getenv("PATH"),
            Repository.root().resolve("docs/examples/external-keys.sh").toString()),
        Map.of(
            "BAO_ADDR", server.address().toString(),
            "BAO_TOKEN", rootToken,
            "BRIDGE_ADDR", "https://127.0.0.1:" + bridge.port(),
            "BRIDGE_CA", bridge.authority().certificateFile().toString(),
            "BRIDGE_TOKEN", bridge.createToken("openbao-keys")));
  }
}
