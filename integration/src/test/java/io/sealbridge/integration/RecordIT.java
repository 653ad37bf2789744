package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.bridge.TransitClient;
import io.sealbridge.integration.hsm.SoftHsm;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.integration.vault.VaultServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the key-use log says afterwards, and what no output of the bridge ever says. */
class RecordIT {
  @RegisterExtension final Scene scene = new Scene();

  @ParameterizedTest
  @EnumSource
  void everyDecryptOfAnUnsealIsRecordedBeforeAndAfterWithWhoAskedForIt(Product product) {
    // given
    Bridge bridge = scene.readyBridge();
    VaultServer server = scene.unsealedServer(product, bridge.stanza().withClient(bridge.client()));

    // when
    server.restart();
    server.awaitUnsealed();
    server.stop();
    bridge.stop();

    // then
    List<JsonNode> decrypts =
        bridge.keyUses().stream()
            .filter(entry -> entry.path("operation").asText().equals("decrypt"))
            .filter(entry -> entry.path("identity").asText().equals("vault-cert"))
            .toList();
    Set<String> intended = new TreeSet<>();
    for (JsonNode entry : decrypts) {
      String request = entry.path("requestId").asText();
      if (entry.path("kind").asText().equals("intent")) {
        intended.add(request);
      } else {
        assertThat(intended).as("an intent before %s", entry).contains(request);
        assertThat(entry.path("peer").asText()).startsWith("127.0.0.1");
      }
    }
    assertThat(intended).isNotEmpty();
    assertThat(decrypts).hasSize(2 * intended.size());
  }

  @Test
  void neitherPinNorTokenNorPlaintextAppearsInAnyOutput() {
    // given
    SoftHsm hsm = scene.softHsm();
    Bridge bridge = scene.bridge("bridge-1", scene.authority(), hsm);
    bridge.createKey();
    bridge.start();
    String token = bridge.createToken("vault-token");
    String marker = "a-marker-that-must-not-be-seen";

    // when
    try (TransitClient transit = bridge.transit(token)) {
      String sealed = transit.encrypt(marker).ciphertext();
      transit.decrypt(sealed);
      transit.decrypt(sealed + marker);
      transit.decrypt(marker);
      transit.encrypt("nosuchkey", marker);
    }
    try (TransitClient stranger = bridge.transit(token + "x")) {
      stranger.encrypt(marker);
    }
    bridge.stop();

    // then
    String output = bridge.running().output() + bridge.keyUses();
    assertThat(output).isNotEmpty();
    assertThat(output)
        .doesNotContain(hsm.pin())
        .doesNotContain(token)
        .doesNotContain(marker)
        .doesNotContain(encoded(marker));
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
