package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.vault.Initialised;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.integration.vault.Snapshot;
import io.sealbridge.integration.vault.VaultServer;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What operators do rarely and then urgently: snapshots, recovery keys, a new root token. */
class RecoveryIT {
  /** The two lines of hashes that a server seals with each snapshot. */
  private static final int SEALED_PAYLOAD = 152;

  @RegisterExtension final Scene scene = new Scene();

  @ParameterizedTest
  @EnumSource
  void savesAndRestoresARaftSnapshot(Product product) {
    // given
    Bridge bridge = scene.readyBridge();
    VaultServer server = scene.unsealedServer(product, bridge.stanza().withClient(bridge.client()));

    // when
    Snapshot snapshot = server.saveSnapshot();
    server.writeSecret("before", "changed since");
    server.restoreSnapshot(snapshot);
    server.awaitUnsealed();

    // then
    assertThat(snapshot.entry("SHA256SUMS")).hasSize(SEALED_PAYLOAD);
    assertThat(server.awaitSecret("before", "kept")).isEqualTo("kept");
  }

  @ParameterizedTest
  @EnumSource
  void makesANewRootTokenWithRekeyedRecoveryKeys(Product product) {
    // given
    Bridge bridge = scene.readyBridge();
    VaultServer server = scene.server(product, bridge.stanza().withClient(bridge.client()));
    server.start();
    Initialised initialised = server.initialise();
    server.awaitUnsealed();

    // when
    List<String> keys = server.recoveryKeys().rekey(initialised.recoveryKeys(), 3, 2);
    server.restart();
    server.awaitUnsealed();
    String token = server.recoveryKeys().generateRoot(keys.subList(1, 3));

    // then
    assertThat(keys).hasSize(3);
    assertThat(token).isNotEqualTo(initialised.rootToken());
    assertThat(server.statusOfRootOnlyRequest(token)).isEqualTo(200);
  }
}
