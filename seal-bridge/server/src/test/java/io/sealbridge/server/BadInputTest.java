package io.sealbridge.server;

import static io.sealbridge.server.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients get wrong, on purpose or not, and how it is answered. */
class BadInputTest {

  private static final String SEAL = "/v1/transit/encrypt/root";
  private static final String OPEN = "/v1/transit/decrypt/root";
  private static final String BODY = "{\"plaintext\":\"YQ==\"}";
  private static final String CANNOT_OPEN =
      "{\"errors\":[\"cipher: message authentication failed\"]}\n";

  @TempDir static Path folder;

  private static TestBridge bridge;
  private static String token;

  @BeforeAll
  static void start() {
    bridge =
        new TestBridge(folder)
            .key("root")
            .key("other")
            .with("limits: { receive: 1s, idle: 2s, body: 32MiB, connections: 40 }\n");
    token = bridge.token("operator");
    bridge.startReady();
  }

  @AfterAll
  static void stop() {
    bridge.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"plaintext\":\"\"} | missing plaintext to encrypt: it is empty",
        "{} | missing plaintext to encrypt",
        "{\"plaintext\":\"YQ\"} | failed to base64-decode plaintext: its length is not a multiple of 4",
        "{\"plaintext\":\"YQ==\",\"plaintext\":\"Yg==\"} | plaintext is given twice",
        "{\"plaintext\":\"YQ==\" | error parsing JSON: the body is not well-formed JSON"
      })
  void namesWhatIsWrongWithABodyToSeal(String body, String text) {
    refuses(SEAL, body, text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | missing ciphertext to decrypt",
        "{\"ciphertext\":\"\"} | missing ciphertext to decrypt",
        "{\"ciphertext\":\"nothing\"} | invalid ciphertext",
        "{\"ciphertext\":\"vault:v1\"} | invalid ciphertext",
        "{\"ciphertext\":\"openbao:v1:AAAA\"} | invalid ciphertext",
        "{\"ciphertext\":\"vault:v0:AAAA\"} | invalid ciphertext",
        "{\"ciphertext\":\"vault:v9223372036854775808:AAAA\"} | invalid ciphertext",
        "{\"ciphertext\":\"vault:v-1:AAAA\"} | invalid ciphertext",
        "{\"ciphertext\":\"vault:v1:???\"} | invalid ciphertext",
        "{\"ciphertext\":\"vault:v1:\"} | invalid ciphertext",
        "{\"ciphertext\":\"vault:v1:AAAA\"} | invalid ciphertext"
      })
  void namesWhatIsWrongWithABodyToOpen(String body, String text) {
    HttpResponse<String> refused = bridge.call("PUT", OPEN, token, body);
    assertThat(refused.statusCode()).as(body).isEqualTo(400);
    assertThat(refused.body()).contains(text);
  }

  @Test
  void refusesAnUnknownVersionAndAnotherKeysBlob() {
    // given
    String sealed = seal();

    // then
    refuses(OPEN, open(sealed.replace("vault:v1:", "vault:v7:")), "invalid ciphertext");
    HttpResponse<String> foreign =
        bridge.call("PUT", "/v1/transit/decrypt/other", token, open(sealed));
    assertThat(foreign.statusCode()).isEqualTo(400);
  }

  @Test
  void refusesEveryTruncationAndEveryFlippedBit() {
    // given
    byte[] blob = Base64.getDecoder().decode(seal().substring("vault:v1:".length()));

    // then
    for (int length = 0; length < blob.length; length++) {
      refused(java.util.Arrays.copyOf(blob, length));
    }
    for (int bit = 0; bit < blob.length * 8; bit++) {
      byte[] flipped = blob.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      refused(flipped);
    }
  }

  @Test
  void saysTheSameOfEveryPayloadThatDoesNotOpen() {
    // given
    byte[] blob = Base64.getDecoder().decode(seal().substring("vault:v1:".length()));
    blob[blob.length - 1] ^= 1;

    // then
    assertThat(bridge.call("PUT", OPEN, token, open("vault:v1:" + base64(blob))).body())
        .isEqualTo(CANNOT_OPEN);
  }

  @Test
  void refusesABodyOfThirtyThreeMebibytesAnnouncedOrNot() {
    // given
    String large = "{\"plaintext\":\"" + "A".repeat(33 << 20) + "\"}";

    // when
    try (RawConnection announced = RawConnection.tcp(bridge.port("plain"));
        RawConnection chunked = RawConnection.tcp(bridge.port("plain"))) {
      announced.send(
          "PUT %s HTTP/1.1\r\nHost: x\r\nX-Vault-Token: %s\r\nContent-Length: %d\r\n\r\n"
              .formatted(SEAL, token, large.length()));
      chunked.send(
          "PUT %s HTTP/1.1\r\nHost: x\r\nX-Vault-Token: %s\r\nTransfer-Encoding: chunked\r\n\r\n"
              .formatted(SEAL, token));
      sendInBackground(chunked, "%x\r\n%s\r\n".formatted(large.length(), large));

      // then
      assertThat(announced.answer()).startsWith("HTTP/1.1 413").contains("larger than 32MiB");
      assertThat(announced.isClosedByPeer()).isTrue();
      assertThat(chunked.answer()).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void sealsAndOpensALargeBody() {
    // given
    String body = "{\"plaintext\":\"" + "AAAA".repeat(1 << 20) + "\"}";

    // when
    HttpResponse<String> sealed = bridge.call("PUT", SEAL, token, body);
    HttpResponse<String> opened = bridge.call("PUT", OPEN, token, open(ciphertext(sealed)));

    // then
    assertThat(opened.statusCode()).isEqualTo(200);
    assertThat(opened.body()).contains("AAAA".repeat(1 << 20));
  }

  @Test
  void endsASlowBodyASlowHeadAndASilentConnection() {
    try (RawConnection body = RawConnection.tcp(bridge.port("plain"));
        RawConnection head = RawConnection.tcp(bridge.port("plain"));
        RawConnection silent = RawConnection.tcp(bridge.port("plain"))) {
      // when
      body.send(
          "PUT %s HTTP/1.1\r\nHost: x\r\nX-Vault-Token: %s\r\nContent-Length: 20\r\n\r\n{"
              .formatted(SEAL, token));
      head.send("PUT " + SEAL + " HTTP/1.1\r\nHost: x\r\n");

      // then
      assertThat(body.answer()).startsWith("HTTP/1.1 408");
      assertThat(body.isClosedByPeer()).isTrue();
      assertThat(head.isClosedByPeer()).isTrue();
      assertThat(silent.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void endsAConnectionThatGoesOnSilentlyAfterARequest() {
    try (RawConnection connection = RawConnection.tcp(bridge.port("plain"))) {
      connection.put(SEAL, token, BODY);
      assertThat(connection.answer()).startsWith("HTTP/1.1 200");
      assertThat(connection.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void survivesHalfClosedAndVanishingClients() {
    // when
    for (int i = 0; i < 20; i++) {
      try (RawConnection half = RawConnection.tcp(bridge.port("plain"));
          RawConnection gone = RawConnection.tcp(bridge.port("plain"))) {
        half.put(SEAL, token, BODY).shutdownOutput();
        gone.put(SEAL, token, BODY);
      }
    }

    // then
    eventually("nothing in work", () -> metric("seal_bridge_requests_active").equals("0.0"));
    eventually("no memory held", () -> metric("seal_bridge_bodies_bytes").equals("0.0"));
    assertThat(bridge.call("PUT", SEAL, token, BODY).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesWhatIsNoHttpAndWhatIsTooLong() {
    try (RawConnection garbage = RawConnection.tcp(bridge.port("plain"));
        RawConnection line = RawConnection.tcp(bridge.port("plain"));
        RawConnection headers = RawConnection.tcp(bridge.port("plain"))) {
      garbage.send("\u0016\u0003\u0001 nonsense\r\n\r\n");
      line.send("GET /v1/" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
      headers.send(
          "GET /v1/sys/health HTTP/1.1\r\nHost: x\r\nX-A: " + "a".repeat(20_000) + "\r\n\r\n");

      assertThat(garbage.answer()).contains(" 400 ").contains("not well-formed HTTP");
      // The answer's version is 1.0 when the line grew too long before its own version was read.
      assertThat(line.answer()).containsPattern("^HTTP/1\\.[01] 414 ");
      assertThat(headers.answer()).startsWith("HTTP/1.1 431");
    }
  }

  @Test
  void refusesRawPathsThatCouldBeReadInTwoWays() {
    for (String path :
        new String[] {
          "/v1/transit/encrypt/%72oot", "/v1/transit/../sys/health", "/v1//sys/health", "/v1/a;b"
        }) {
      try (RawConnection connection = RawConnection.tcp(bridge.port("plain"))) {
        connection.put(path, token, BODY);
        assertThat(connection.answer()).startsWith("HTTP/1.1 400").contains("the path must");
      }
    }
  }

  @Test
  void answersPipelinedRequestsInTheirOrder() {
    try (RawConnection connection = RawConnection.tcp(bridge.port("plain"))) {
      connection.put(SEAL, token, BODY).put(SEAL, "", BODY).put(SEAL, token, BODY);

      assertThat(connection.answer()).startsWith("HTTP/1.1 200");
      assertThat(connection.answer()).startsWith("HTTP/1.1 400");
      assertThat(connection.answer()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void continuesAClientThatAsksFirst() {
    try (RawConnection connection = RawConnection.tcp(bridge.port("plain"))) {
      connection.send(
          "PUT %s HTTP/1.1\r\nHost: x\r\nX-Vault-Token: %s\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n"
              .formatted(SEAL, token, BODY.length()));
      assertThat(connection.head()).startsWith("HTTP/1.1 100");
      connection.send(BODY);
      assertThat(connection.answer()).startsWith("HTTP/1.1 200");
    }
  }

  private static void sendInBackground(RawConnection connection, String text) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                connection.send(text);
              } catch (java.io.UncheckedIOException _) {
                // The server closed first, which the test looks at elsewhere.
              }
            });
  }

  private static void refuses(String path, String body, String text) {
    HttpResponse<String> refused = bridge.call("PUT", path, token, body);
    assertThat(refused.statusCode()).as(body).isEqualTo(400);
    assertThat(refused.body()).contains(text);
  }

  private static void refused(byte[] blob) {
    HttpResponse<String> refused =
        bridge.call("PUT", OPEN, token, open("vault:v1:" + base64(blob)));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).startsWith("{\"errors\":[\"");
  }

  private static String seal() {
    return ciphertext(bridge.call("PUT", SEAL, token, BODY));
  }

  private static String ciphertext(HttpResponse<String> sealed) {
    int from = sealed.body().indexOf("vault:v");
    return sealed.body().substring(from, sealed.body().indexOf('"', from));
  }

  private static String open(String ciphertext) {
    return "{\"ciphertext\":\"" + ciphertext + "\"}";
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String metric(String name) {
    return bridge
        .management("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .findFirst()
        .orElseThrow()
        .substring(name.length() + 1);
  }
}
