package io.sealbridge.server;

import static io.sealbridge.server.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.server.token.NewToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody is shut out while the bridge runs and while his connections live. */
class RevocationHttpTest {

  private static final String SEAL = "/v1/transit/encrypt/root";
  private static final String BODY = "{\"plaintext\":\"YQ==\"}";

  @TempDir Path folder;

  private final TestPki pki = new TestPki("authority");
  private TestBridge bridge = new TestBridge(Path.of("."));

  @BeforeEach
  void start() {
    pki.write(folder, "clients-ca.crt");
    pki.server().write(folder, "tls");
    bridge =
        new TestBridge(folder)
            .listeners(
                """
                listeners:
                  - { name: plain, address: "127.0.0.1:0" }
                  - name: tls
                    address: 127.0.0.1:0
                    tls: { certificate: tls.crt, key: tls.key, clientCa: clients-ca.crt, clientAuth: optional }
                """)
            .key("root");
  }

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void refusesADeniedIdentityOnItsLivingHttp1ConnectionAndLetsItInAgain() throws IOException {
    // given
    String token = bridge.token("vault");
    bridge.startReady();
    try (RawConnection living = RawConnection.tcp(bridge.port("plain"))) {
      assertThat(living.put(SEAL, token, BODY).answer()).startsWith("HTTP/1.1 200");

      // when
      deny("identities: [ { name: vault, reason: lost } ]");

      // then
      eventually("denied", () -> living.put(SEAL, token, BODY).answer().contains(" 403 "));
      assertThat(metrics()).contains("seal_bridge_revocations_identities 1");
      assertThat(metrics()).containsPattern("refusals_total\\{reason=\"revoked identity\"} [1-9]");

      // when
      deny("identities: []");

      // then
      eventually("restored", () -> living.put(SEAL, token, BODY).answer().contains(" 200 "));
    }
    // The list counts before its entry is on the disk.
    eventually("both in the log", () -> log().split("\"revocations\"", -1).length == 3);
  }

  @Test
  void refusesADeniedIdentityOnItsLivingHttp2Connection() throws IOException {
    // given
    bridge.startReady();
    HttpClient living =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .sslContext(pki.client(pki.issue(TestPki.dns("vault.test"))))
            .build();
    HttpResponse<String> first = seal(living);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.version()).isEqualTo(HttpClient.Version.HTTP_2);

    // when
    deny("identities: [ { name: vault } ]");

    // then
    eventually("denied", () -> seal(living).statusCode() == 403);
    assertThat(seal(living).body()).isEqualTo("{\"errors\":[\"permission denied\"]}\n");
  }

  @Test
  void refusesOneTokenAndNoOther() throws IOException {
    // given
    NewToken lost = bridge.newToken("vault", Optional.empty());
    String kept = bridge.token("vault");
    bridge.startReady();
    assertThat(bridge.call("PUT", SEAL, lost.text(), BODY).statusCode()).isEqualTo(200);

    // when
    deny("tokens: [ \"" + lost.issued().accessor() + "\" ]");

    // then
    eventually("denied", () -> bridge.call("PUT", SEAL, lost.text(), BODY).statusCode() == 403);
    assertThat(bridge.call("PUT", SEAL, kept, BODY).statusCode()).isEqualTo(200);
  }

  @Test
  void saysInReadinessMetricsAndAlarmThatTheListIsBrokenAndStaysReady() throws IOException {
    // given
    String token = bridge.token("vault");
    deny("identities: [ { name: vault } ]");
    bridge.startReady();

    // when
    deny("identitis: []");

    // then
    Pattern alarm = Pattern.compile("alarms_total\\{code=\"REVOCATIONS_UNREAD\"} [1-9]");
    eventually("alarm", () -> alarm.matcher(metrics()).find());
    assertThat(metrics()).contains("seal_bridge_revocations_unread 1");
    HttpResponse<String> readiness = bridge.management("/readyz");
    assertThat(readiness.statusCode()).isEqualTo(200);
    assertThat(readiness.body()).contains("revocations", "did you mean");
    assertThat(bridge.call("PUT", SEAL, token, BODY).statusCode()).isEqualTo(403);
  }

  private void deny(String yaml) throws IOException {
    Path part = Files.writeString(folder.resolve("new.yaml"), yaml + "\n");
    Files.move(
        part, folder.resolve("revocations.yaml"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  private String metrics() {
    return bridge.management("/metrics").body();
  }

  private String log() {
    return KeyUseLines.text(folder);
  }

  private HttpResponse<String> seal(HttpClient client) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + bridge.port("tls") + SEAL))
              .timeout(Duration.ofSeconds(10))
              .PUT(HttpRequest.BodyPublishers.ofString(BODY))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
