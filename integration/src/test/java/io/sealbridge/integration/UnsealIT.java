package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.process.ManagedProcess;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.integration.vault.SealStanza;
import io.sealbridge.integration.vault.VaultServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server unseals itself through the bridge, whatever comes and goes in between. */
class UnsealIT {
  private static final Duration EXIT = Duration.ofSeconds(90);

  @RegisterExtension final Scene scene = new Scene();

  @ParameterizedTest
  @EnumSource
  void unsealsItselfAfterRestart(Product product) {
    // given
    Bridge bridge = scene.readyBridge();
    VaultServer server =
        scene.unsealedServer(product, bridge.stanza().withToken(bridge.createToken("vault-token")));

    // when
    server.restart();
    server.awaitUnsealed();

    // then
    assertThat(server.isSealed()).isFalse();
    assertThat(server.readSecret("before")).isEqualTo("kept");
  }

  @ParameterizedTest
  @EnumSource
  void keepsServingWhileTheBridgeIsKilledAndUnsealsOnceItIsBack(Product product) {
    // given
    Bridge bridge = scene.readyBridge();
    VaultServer server =
        scene.unsealedServer(product, bridge.stanza().withToken(bridge.createToken("vault-token")));

    // when
    bridge.running().kill();

    // then
    server.writeSecret("meanwhile", "written");
    assertThat(server.readSecret("meanwhile")).isEqualTo("written");

    // when
    bridge.start();
    server.restart();
    server.awaitUnsealed();

    // then
    assertThat(server.readSecret("meanwhile")).isEqualTo("written");
  }

  @ParameterizedTest
  @EnumSource
  void endsWithTheReasonIfTheBridgeIsNotThereAndUnsealsAtTheNextStart(Product product) {
    // given
    Bridge bridge = scene.readyBridge();
    VaultServer server =
        scene.unsealedServer(product, bridge.stanza().withToken(bridge.createToken("vault-token")));
    server.stop();
    bridge.stop();

    // when
    ManagedProcess attempt = server.launch(Map.of());

    // then
    assertThat(attempt.awaitExit(EXIT)).isNotZero();
    assertThat(attempt.output()).contains("connection refused");

    // when
    bridge.start();
    server.start();
    server.awaitUnsealed();

    // then
    assertThat(server.readSecret("before")).isEqualTo("kept");
  }

  @ParameterizedTest
  @EnumSource
  void waitsForTheBridgeIfToldToRetry(Product product) {
    // given
    Bridge bridge = scene.readyBridge();
    VaultServer server =
        scene.unsealedServer(product, bridge.stanza().withToken(bridge.createToken("vault-token")));
    server.stop();
    bridge.stop();

    // when
    ManagedProcess waiting = server.launch(Map.of(product.retriesVariable(), "30"));
    bridge.start();

    // then
    server.awaitListening(waiting);
    server.awaitUnsealed();
    assertThat(server.readSecret("before")).isEqualTo("kept");
  }

  @ParameterizedTest
  @EnumSource
  void unsealsWithAClientCertificateAndNoToken(Product product) {
    // given
    Bridge bridge = scene.readyBridge();
    VaultServer server = scene.unsealedServer(product, bridge.stanza().withClient(bridge.client()));

    // when
    server.restart();
    server.awaitUnsealed();

    // then
    assertThat(server.readSecret("before")).isEqualTo("kept");
  }

  @ParameterizedTest
  @EnumSource
  void unsealsThroughTheUnixSocket(Product product) {
    // given
    Bridge bridge = scene.readyBridge();
    SealStanza socket = bridge.socketStanza();
    VaultServer server = scene.unsealedServer(product, socket);

    // when
    server.restart();
    server.awaitUnsealed();

    // then
    assertThat(server.readSecret("before")).isEqualTo("kept");
  }
}
