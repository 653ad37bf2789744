package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.process.Command;
import io.sealbridge.integration.vault.Product;
import io.sealbridge.integration.vault.VaultServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The page about the differences to OpenBao is what a run finds: every call of {@code
 * integration/compat} goes to an OpenBao and to the bridge.
 */
class TransitCompatibilityIT {
  /** Hundreds of calls, some of which make long RSA keys. */
  private static final Duration LIMIT = Duration.ofMinutes(15);

  private static final String CLIENT =
      """
        - identity: client
          grants:
            - keys: ["*"]
              operations: [encrypt, decrypt, rewrap, datakey, sign, verify, hmac, read, list,
                export, rotate, create, configure, delete, random, import, certify, sync]
      """;
  private static final String REMEDY =
      "docs/transit-compatibility.md is out of date; run this test with -Dreference.write=true and"
          + " read what has changed";

  @RegisterExtension final Scene scene = new Scene();

  @Test
  void differsFromOpenBaoAsThePageSays() throws IOException {
    // given
    Bridge bridge = bridge();
    VaultServer server =
        scene.server(Product.OPENBAO, bridge.stanza().withToken(bridge.createToken("vault-token")));
    TransitMount openbao = scene.closing(TransitMount.on(server));
    Path page = scene.folder().resolve("page.md");

    // when
    Command.run(
            List.of(
                Repository.hvacPython().toString(),
                "-B",
                Repository.root().resolve("integration/compat/compare.py").toString(),
                server.address().toString(),
                "https://127.0.0.1:" + bridge.port(),
                bridge.authority().certificateFile().toString(),
                page.toString()),
            Map.of("OPENBAO_TOKEN", openbao.token(), "BRIDGE_TOKEN", bridge.createToken("client")),
            LIMIT)
        .orFail();

    // then
    Path committed = Repository.root().resolve("docs/transit-compatibility.md");
    if (Boolean.getBoolean("reference.write")) {
      Files.writeString(committed, Files.readString(page));
    }
    assertThat(committed).as(REMEDY).exists();
    assertThat(Files.readString(page)).as(REMEDY).isEqualTo(Files.readString(committed));
  }

  private Bridge bridge() {
    Bridge bridge = scene.bridge("bridge-1", scene.authority(), scene.softHsm());
    bridge.configure(
        bridge.config().patient().with("access", bridge.config().section("access") + CLIENT));
    bridge.createKey();
    bridge.command("keys", "create", "bridge-wrapping").orFail();
    bridge.start();
    return bridge;
  }
}
