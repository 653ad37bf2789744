package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.hsm.SoftHsm;
import io.sealbridge.integration.process.TcpBalancer;
import io.sealbridge.integration.tls.Authority;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.integration.vault.VaultServer;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two replicas with one HSM and one set of tokens behind one address. */
class TwoBridgesIT {
  @RegisterExtension final Scene scene = new Scene();

  @ParameterizedTest
  @EnumSource
  void eitherReplicaUnsealsWithTheSameToken(Product product) {
    // given
    Authority authority = scene.authority();
    SoftHsm hsm = scene.softHsm();
    Bridge first = scene.bridge("bridge-1", authority, hsm);
    Bridge second = scene.bridge("bridge-2", authority, hsm);
    second.configure(
        second
            .config()
            .with("writer", "writer: bridge-1\n")
            .with("tokens", "tokens: { directory: " + first.folder().resolve("tokens") + " }\n"));
    first.createKey();
    first.start();
    second.start();
    TcpBalancer balancer = scene.closing(new TcpBalancer(List.of(first.port(), second.port())));
    VaultServer server =
        scene.unsealedServer(
            product,
            first
                .stanza()
                .withAddress("https://127.0.0.1:" + balancer.port())
                .withToken(first.createToken("vault-token")));

    // when
    first.running().kill();
    server.restart();
    server.awaitUnsealed();

    // then
    assertThat(server.readSecret("before")).isEqualTo("kept");

    // when
    first.start();
    second.running().kill();
    server.restart();
    server.awaitUnsealed();

    // then
    assertThat(server.readSecret("before")).isEqualTo("kept");
  }
}
