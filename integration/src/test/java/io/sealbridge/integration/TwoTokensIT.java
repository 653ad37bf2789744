package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.hsm.NssToken;
import io.sealbridge.integration.hsm.SoftHsm;
import io.sealbridge.integration.hsm.TestToken;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.integration.vault.VaultServer;
import java.util.function.BiFunction;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A key version held by two different tokens: losing one of them loses no server. */
class TwoTokensIT {
  @RegisterExtension final Scene scene = new Scene();

  @ParameterizedTest
  @EnumSource
  void unsealsWithoutTheFirstToken(Product product) {
    unsealsWithout(product, (softHsm, nss) -> softHsm);
  }

  @ParameterizedTest
  @EnumSource
  void unsealsWithoutTheSecondToken(Product product) {
    unsealsWithout(product, (softHsm, nss) -> nss);
  }

  private void unsealsWithout(Product product, BiFunction<SoftHsm, NssToken, TestToken> lost) {
    // given
    SoftHsm softHsm = scene.softHsm();
    NssToken nss = scene.nss();
    Bridge bridge = scene.bridge("bridge-1", scene.authority(), softHsm, nss);
    // NSS reports that its keys were not made on the token.
    bridge.configure(
        bridge.config().with("keys", "keys:\n  - name: root\n    attestation: warn\n"));
    bridge.createKey();
    bridge.start();
    VaultServer server = scene.unsealedServer(product, bridge.stanza().withClient(bridge.client()));
    server.stop();
    bridge.stop();

    // when
    TestToken away = lost.apply(softHsm, nss);
    away.takeAway();
    bridge.start();
    server.start();
    server.awaitUnsealed();

    // then
    assertThat(server.readSecret("before")).isEqualTo("kept");
    assertThat(bridge.running().output()).containsPattern("(WARN|ERROR) .*hsm=" + away.name());
  }
}
