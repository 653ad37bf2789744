package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.bridge.CreatedToken;
import io.sealbridge.integration.bridge.TransitClient;
import io.sealbridge.integration.hsm.SoftHsm;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.tls.Authority;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.integration.vault.SealStanza;
import io.sealbridge.integration.vault.VaultServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever may not use a key is told so, and the server's log says why it did not unseal. */
class RefusalIT {
  private static final Duration EXIT = Duration.ofSeconds(90);
  private static final Duration REFRESH = Duration.ofSeconds(30);

  @RegisterExtension final Scene scene = new Scene();

  @ParameterizedTest
  @EnumSource
  void aServerWithAWrongTokenEndsWithPermissionDenied(Product product) {
    // given
    Bridge bridge = scene.readyBridge();
    SealStanza stanza = bridge.stanza().withToken("sbt_" + "A".repeat(43));

    // when
    ManagedProcess server = scene.server(product, stanza).launch(Map.of());

    // then
    assertThat(server.awaitExit(EXIT)).isNotZero();
    assertThat(server.output()).contains("403").contains("permission denied");
  }

  @ParameterizedTest
  @EnumSource
  void aServerWithARevokedTokenEndsWithPermissionDenied(Product product) {
    // given
    Bridge bridge = scene.readyBridge();
    CreatedToken token = bridge.createdToken("vault-token");
    VaultServer server = scene.unsealedServer(product, bridge.stanza().withToken(token.text()));
    server.stop();

    // when
    bridge.command("token", "revoke", token.accessor()).orFail();
    try (TransitClient transit = bridge.transit(token.text())) {
      Eventually.until(
          "the bridge refuses the token", REFRESH, () -> transit.encrypt("a").status() == 403);
    }
    ManagedProcess attempt = server.launch(Map.of());

    // then
    assertThat(attempt.awaitExit(EXIT)).isNotZero();
    assertThat(attempt.output()).contains("permission denied");
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatNamesAnUnknownKeyEndsWithTheReason(Product product) {
    // given
    Bridge bridge = scene.readyBridge();
    bridge.configure(
        bridge
            .config()
            .replacing(
                "access",
                "{ keys: [root], operations: [encrypt, decrypt] }",
                "{ keys: [\"*\"], operations: [encrypt, decrypt] }"));
    bridge.restart();
    SealStanza stanza =
        SealStanza.of("https://127.0.0.1:" + bridge.port(), "nosuchkey")
            .withAuthority(bridge.authority().certificateFile())
            .withClient(bridge.client());

    // when
    ManagedProcess server = scene.server(product, stanza).launch(Map.of());

    // then
    assertThat(server.awaitExit(EXIT)).isNotZero();
    assertThat(server.output()).contains("encryption key not found");
  }

  @ParameterizedTest
  @EnumSource
  void aServerStaysSealedBehindABridgeWithAnotherKeyOfTheSameName(Product product) {
    // given
    Authority authority = scene.authority();
    Bridge own = scene.bridge("bridge-1", authority, scene.softHsm());
    own.createKey();
    own.start();
    VaultServer server = scene.unsealedServer(product, own.stanza().withClient(own.client()));
    server.stop();
    Bridge foreign =
        scene.bridge(
            "bridge-2", authority, SoftHsm.create("primary", scene.folder().resolve("other")));
    foreign.createKey();
    foreign.start();

    // when
    server.reconfigure(foreign.stanza().withClient(own.client()));
    server.start();

    // then
    Eventually.until(
        product + " says that its stored key was not opened",
        REFRESH,
        () -> server.running().output().contains("message authentication failed"));
    assertThat(server.isSealed()).isTrue();

    // when
    server.stop();
    server.reconfigure(own.stanza().withClient(own.client()));
    server.start();
    server.awaitUnsealed();

    // then
    assertThat(server.readSecret("before")).isEqualTo("kept");
  }

  @Test
  void theBlobOfAnotherKeyIsRefusedAndNothingElseIsDisturbed() {
    // given
    Bridge bridge = scene.bridge("bridge-1", scene.authority(), scene.softHsm());
    bridge.configure(
        bridge
            .config()
            .with("keys", "keys:\n  - name: root\n  - name: other\n")
            .replacing(
                "access",
                "{ keys: [root], operations: [encrypt, decrypt, read] }",
                "{ keys: [root, other], operations: [encrypt, decrypt, read] }"));
    bridge.createKey();
    bridge.command("keys", "create", "other").orFail();
    bridge.start();

    try (TransitClient transit = bridge.transit(bridge.createToken("vault-token"))) {
      String foreign = transit.encrypt("other", "a secret").ciphertext();

      // when
      TransitClient.Answer answer = transit.decrypt(Bridge.KEY, foreign);

      // then
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error()).isNotBlank().doesNotContain("a secret");
      assertThat(transit.decrypt("other", foreign).plaintext()).isEqualTo("a secret");
    }
  }
}
