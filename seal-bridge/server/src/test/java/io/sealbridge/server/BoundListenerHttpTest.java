package io.sealbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.KeyType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a listener of one key no other is there, whatever the grants say and whoever asks how. */
class BoundListenerHttpTest {

  private static final String NOT_THERE = "{\"errors\":[]}\n";

  private record Call(String method, String path, String body) {
    static Call of(String line) {
      String[] parts = line.split(" ", 3);
      return new Call(parts[0], parts[1], parts.length > 2 ? parts[2] : "");
    }
  }

  /** Every route that names a key, with a body that it understands, or, once, does not. */
  private static final String CALLS =
      """
      PUT transit/encrypt/paper {"plaintext":"YQ=="}
      PUT transit/encrypt/paper {"batch_input":[{"plaintext":"YQ=="},{"plaintext":"Yg=="}]}
      PUT transit/encrypt/paper {"plaintext":
      PUT transit/decrypt/paper {"ciphertext":"vault:v1:AAAA"}
      PUT transit/decrypt/paper {"batch_input":[{"ciphertext":"vault:v1:AAAA"}]}
      PUT transit/rewrap/paper {"ciphertext":"vault:v1:AAAA"}
      PUT transit/rewrap/paper {"batch_input":[{"ciphertext":"vault:v1:AAAA"}]}
      PUT transit/datakey/plaintext/paper {}
      PUT transit/datakey/wrapped/paper {}
      PUT transit/sign/pen {"input":"YQ=="}
      PUT transit/sign/pen {"batch_input":[{"input":"YQ=="}]}
      PUT transit/verify/pen {"input":"YQ==","signature":"vault:v1:AAAA"}
      PUT transit/hmac/stamp {"input":"YQ=="}
      GET transit/keys/paper
      PUT transit/keys/fresh {"type":"aes256-gcm96"}
      PUT transit/keys/paper/config {"min_decryption_version":1}
      PUT transit/keys/paper/rotate {}
      PUT transit/keys/paper/trim {"min_available_version":1}
      PUT transit/keys/fresh/import {"ciphertext":"YQ==","type":"aes256-gcm96"}
      PUT transit/keys/paper/import_version {"ciphertext":"YQ=="}
      PUT transit/keys/pen/csr {}
      PUT transit/keys/pen/set-certificate {"certificate_chain":"CHAIN"}
      GET transit/export/public-key/pen
      GET transit/export/public-key/pen/1
      GET transit/byok-export/other/paper
      GET transit/byok-export/root/paper
      GET transit/byok-export/paper/paper/1
      GET sys/seal-bridge/usage/paper
      DELETE transit/keys/paper
      """;

  @TempDir Path folder;

  private final TestPki pki = new TestPki("authority");
  private final HttpClient client =
      HttpClient.newBuilder()
          .sslContext(pki.client(pki.issue(TestPki.dns("operator.test"))))
          .build();
  private TestBridge bridge = new TestBridge(Path.of("."));

  @BeforeEach
  void start() {
    pki.write(folder, "clients-ca.crt");
    pki.server().write(folder, "tls");
    String tls =
        "tls: { certificate: tls.crt, key: tls.key, clientCa: clients-ca.crt, clientAuth: required }";
    bridge =
        new TestBridge(folder)
            .listeners(
                """
                listeners:
                  - { name: bound, address: "127.0.0.1:0", key: root, %s }
                  - { name: open, address: "127.0.0.1:0", %s }
                """
                    .formatted(tls, tls))
            .key("root")
            .applicationKey("paper", KeyType.AES_256)
            .applicationKey("pen", KeyType.ECDSA_P256)
            .applicationKey("stamp", KeyType.HMAC)
            .startReady();
  }

  @AfterEach
  void stop() {
    client.close();
    bridge.close();
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void noRouteReachesAnotherKey(HttpClient.Version version) throws IOException {
    for (Call call : calls()) {
      HttpResponse<String> response = send("bound", call, version);

      assertThat(response.statusCode()).as(call.toString()).isEqualTo(404);
      assertThat(response.body()).as(call.toString()).isEqualTo(NOT_THERE);
      assertThat(response.version()).isEqualTo(version);
    }

    // And none of it has happened.
    assertThat(send("open", Call.of("GET transit/keys/paper"), version).body())
        .contains("\"latest_version\":1");
    assertThat(send("open", Call.of("GET transit/keys/fresh"), version).statusCode())
        .isEqualTo(404);
    assertThat(log()).contains("\"key\":\"paper\"", "\"kind\":\"denied\"");
  }

  @Test
  void theSameRequestsFindTheirKeyWhereNothingIsBound() throws IOException {
    for (Call call : calls()) {
      assertThat(send("open", call, HttpClient.Version.HTTP_2).body())
          .as(call.toString())
          .isNotEqualTo(NOT_THERE);
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void itsOwnKeyIsThereAndIsAllThatIsListed(HttpClient.Version version) {
    Call encrypt = Call.of("PUT transit/encrypt/root {\"plaintext\":\"YQ==\"}");

    assertThat(send("bound", encrypt, version).statusCode()).isEqualTo(200);
    assertThat(send("bound", Call.of("GET transit/keys/root"), version).statusCode())
        .isEqualTo(200);
    assertThat(send("bound", Call.of("GET sys/seal-bridge/usage/root"), version).statusCode())
        .isEqualTo(200);
    for (Call list :
        new Call[] {Call.of("LIST transit/keys"), Call.of("GET transit/keys?list=true")}) {
      assertThat(send("bound", list, version).body()).contains("\"keys\":[\"root\"]");
      assertThat(send("open", list, version).body()).contains("paper", "pen", "root", "stamp");
    }
  }

  @Test
  void aTokenChangesNothingOnIt() {
    String token = bridge.token("operator");
    HttpRequest request =
        request("bound", Call.of("GET transit/keys/paper"), HttpClient.Version.HTTP_2)
            .header("X-Vault-Token", token)
            .build();

    Eventually.eventually("token known", () -> send(request).statusCode() == 404);
  }

  private Iterable<Call> calls() throws IOException {
    String chain = Files.readString(folder.resolve("tls.crt")).replace("\n", "\\n");
    return Stream.of(CALLS.replace("CHAIN", chain).split("\n")).map(Call::of).toList();
  }

  private String log() {
    return KeyUseLines.text(folder);
  }

  private HttpResponse<String> send(String listener, Call call, HttpClient.Version version) {
    return send(request(listener, call, version).build());
  }

  private HttpRequest.Builder request(String listener, Call call, HttpClient.Version version) {
    return HttpRequest.newBuilder(
            URI.create("https://127.0.0.1:" + bridge.port(listener) + "/v1/" + call.path()))
        .timeout(Duration.ofSeconds(20))
        .version(version)
        .method(
            call.method(),
            call.body().isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(call.body()));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
