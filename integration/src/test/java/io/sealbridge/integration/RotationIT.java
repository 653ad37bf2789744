package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.bridge.TransitClient;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.integration.vault.VaultServer;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A new key version reaches what the server has stored, and the old one goes on opening. */
class RotationIT {
  private static final Duration REFRESH = Duration.ofSeconds(30);

  @RegisterExtension final Scene scene = new Scene();

  @ParameterizedTest
  @EnumSource
  void storedBlobsNameTheNewVersionAfterRotationAndRestart(Product product) {
    // given
    Bridge bridge = scene.readyBridge();
    String token = bridge.createToken("vault-token");
    VaultServer server = scene.unsealedServer(product, bridge.stanza().withToken(token));
    assertThat(server.saveSnapshot().sealVersions()).isEqualTo(Set.of(1));

    try (TransitClient transit = bridge.transit(token)) {
      String sealedBefore = transit.encrypt("before the rotation").ciphertext();

      // when
      bridge.command("keys", "rotate", Bridge.KEY).orFail();
      Eventually.until("the bridge knows version 2", REFRESH, () -> transit.latestVersion() == 2);
      server.restart();
      server.awaitUnsealed();

      // then
      Eventually.until(
          "both stored blobs name version 2",
          REFRESH,
          () -> server.saveSnapshot().sealVersions().equals(Set.of(2)));
      assertThat(sealedBefore).startsWith("vault:v1:");
      assertThat(transit.decrypt(sealedBefore).plaintext()).isEqualTo("before the rotation");
      assertThat(transit.encrypt("after").ciphertext()).startsWith("vault:v2:");
    }

    // when
    server.restart();
    server.awaitUnsealed();

    // then
    assertThat(server.readSecret("before")).isEqualTo("kept");
  }
}
