package io.sealbridge.server;

import static io.sealbridge.server.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.keyring.KeyType;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever strangers and other clients do, a Vault that starts gets its root key. */
class DenialOfUnsealTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PLAINTEXT = "{\"plaintext\":\"YQ==\"}";
  private static final int MANY = 60;

  /** Of no shape that the bridge makes, so that no folder is looked at for it. */
  private static final String STRANGER = "s.stranger";

  @TempDir Path folder;

  private TestBridge bridge = new TestBridge(Path.of("."));
  private String vault = "";
  private String operator = "";

  @BeforeEach
  void start() {
    bridge =
        new TestBridge(folder)
            .with("limits: { rate: 1, burst: 10 }\n")
            .key("root")
            .applicationKey("paper", KeyType.AES_256)
            .startReady();
    vault = bridge.token("vault");
    operator = bridge.token("operator");
    eventually(
        "tokens known",
        () -> bridge.management("/metrics").body().contains("seal_bridge_tokens 2"));
  }

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void strangersSpendNobodysRate() throws IOException {
    // when
    for (int i = 0; i < MANY; i++) {
      assertThat(bridge.call("PUT", "/v1/transit/decrypt/root", STRANGER, "{}").statusCode())
          .isEqualTo(403);
      assertThat(bridge.call("PUT", "/v1/transit/decrypt/root", "", "{}").statusCode())
          .isEqualTo(400);
    }

    // then
    unseals();
  }

  @Test
  void whatStrangersTryIsOneEntryForEachReason() throws IOException {
    // when
    for (int i = 0; i < MANY; i++) {
      bridge.call("PUT", "/v1/transit/decrypt/root", STRANGER, "{}");
    }
    bridge.close();

    // then
    long entries = log().filter(line -> line.contains("unknown or revoked token")).count();
    assertThat(entries).isBetween(1L, (long) MANY / 4);
    assertThat(log().filter(line -> line.contains("\"denied\""))).isEmpty();
  }

  @Test
  void whoeverHammersApplicationKeysMayStillUnseal() throws IOException {
    // given
    assertThat(useUp(operator, "paper")).isEqualTo(429);

    // then
    assertThat(bridge.call("PUT", "/v1/transit/encrypt/root", operator, PLAINTEXT).statusCode())
        .isEqualTo(200);
  }

  @Test
  void oneIdentitySpendsNoOthersRate() throws IOException {
    // given
    assertThat(useUp(operator, "root")).isEqualTo(429);

    // then
    unseals();
  }

  @Test
  void ciphertextsThatNobodyMadeTakeNoHsmOutOfService() throws IOException {
    // given
    String root = sealed();
    String broken = root.substring(0, root.length() - 8) + "AAAAAAA=";

    // when
    int refused = 0;
    for (int i = 0; i < 5; i++) {
      String body = "{\"ciphertext\":\"" + broken + "\"}";
      refused +=
          bridge.call("PUT", "/v1/transit/decrypt/root", vault, body).statusCode() == 400 ? 1 : 0;
    }

    // then
    assertThat(refused).isEqualTo(5);
    assertThat(bridge.management("/readyz").statusCode()).isEqualTo(200);
    assertThat(opened(root)).isEqualTo("YQ==");
  }

  private int useUp(String token, String key) {
    HttpResponse<String> last = bridge.call("PUT", "/v1/transit/encrypt/" + key, token, PLAINTEXT);
    for (int i = 0; i < MANY && last.statusCode() == 200; i++) {
      last = bridge.call("PUT", "/v1/transit/encrypt/" + key, token, PLAINTEXT);
    }
    return last.statusCode();
  }

  private void unseals() throws IOException {
    assertThat(opened(sealed())).isEqualTo("YQ==");
  }

  private String sealed() throws IOException {
    HttpResponse<String> made = bridge.call("PUT", "/v1/transit/encrypt/root", vault, PLAINTEXT);
    assertThat(made.statusCode()).isEqualTo(200);
    return JSON.readTree(made.body()).at("/data/ciphertext").asText();
  }

  private String opened(String ciphertext) throws IOException {
    HttpResponse<String> opened =
        bridge.call(
            "PUT", "/v1/transit/decrypt/root", vault, "{\"ciphertext\":\"" + ciphertext + "\"}");
    return JSON.readTree(opened.body()).at("/data/plaintext").asText();
  }

  private Stream<String> log() {
    return KeyUseLines.of(folder).stream();
  }
}
