package io.sealbridge.server;

import static io.sealbridge.server.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.keyring.KeyName;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a signature over its entry no root key is opened, and a frozen key gives none. */
class FrozenCheckpointKeyTest {
  private static final KeyName CHECKPOINTS = new KeyName("bridge-checkpoints");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private TestBridge bridge = new TestBridge(Path.of("."));
  private String token = "";
  private String sealed = "";

  @BeforeEach
  void start() throws IOException {
    bridge = new TestBridge(folder).key("root").checkpointKey();
    token = bridge.token("operator");
    bridge.startReady();
    sealed = JSON.readTree(seal().body()).path("data").path("ciphertext").asText();
    eventually("signed", () -> open().statusCode() == 200);
  }

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void refusesUnsealsAndSaysWhyUntilItIsThawed() {
    // when
    bridge.administration().freeze("test", CHECKPOINTS).toCompletableFuture().join();
    eventually("frozen", () -> open().statusCode() == 503);

    // then: what opens nothing goes on, and the operator is told what to do
    assertThat(open().body()).contains("checkpoint could not be signed");
    assertThat(seal().statusCode()).isEqualTo(200);
    eventually(
        "told",
        () ->
            bridge
                .management("/readyz")
                .body()
                .contains(
                    "the key for checkpoints is frozen: \\\"keys thaw bridge-checkpoints\\\""));
    assertThat(bridge.management("/readyz").statusCode()).isEqualTo(200);

    // when
    bridge.administration().thaw("test", CHECKPOINTS).toCompletableFuture().join();

    // then: without a restart
    eventually("thawed", () -> open().statusCode() == 200);
    assertThat(bridge.management("/readyz").body()).doesNotContain("not signed since");
  }

  private HttpResponse<String> seal() {
    return bridge.call("POST", "/v1/transit/encrypt/root", token, "{\"plaintext\":\"YQ==\"}");
  }

  private HttpResponse<String> open() {
    return bridge.call(
        "POST", "/v1/transit/decrypt/root", token, "{\"ciphertext\":\"" + sealed + "\"}");
  }
}
