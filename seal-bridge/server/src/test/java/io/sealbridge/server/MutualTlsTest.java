package io.sealbridge.server;

import static io.sealbridge.server.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Identity by client certificate, over HTTP/2 and HTTP/1.1, and renewal of the files. */
class MutualTlsTest {

  private static final String SEAL = "/v1/transit/encrypt/root";
  private static final String BODY = "{\"plaintext\":\"YQ==\"}";

  /** A clock that a test can put forward. */
  private static final class TestClock extends Clock {
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(offset.get());
    }
  }

  @TempDir Path folder;

  private final TestPki pki = new TestPki("authority");
  private final TestClock clock = new TestClock();
  private TestBridge bridge = new TestBridge(Path.of("."));

  @BeforeEach
  void start() {
    pki.write(folder, "clients-ca.crt");
    pki.server().write(folder, "tls");
    bridge =
        new TestBridge(folder)
            .clock(clock)
            .listeners(
                """
                listeners:
                  - name: tls
                    address: 127.0.0.1:0
                    tls: { certificate: tls.crt, key: tls.key, clientCa: clients-ca.crt, clientAuth: optional }
                  - name: strict
                    address: 127.0.0.1:0
                    tls: { certificate: tls.crt, key: tls.key, clientCa: clients-ca.crt, clientAuth: required }
                """)
            .key("root")
            .startReady();
  }

  @AfterEach
  void stop() {
    bridge.close();
  }

  @Test
  void knowsAVaultByItsCertificateAlone() {
    // given
    SSLContext byDns = pki.client(pki.issue(TestPki.dns("vault.test")));
    SSLContext byUri = pki.client(pki.issue(TestPki.uri("spiffe://test/vault")));

    // then
    assertThat(call(byDns, "tls", HttpClient.Version.HTTP_2, "").statusCode()).isEqualTo(200);
    assertThat(call(byUri, "tls", HttpClient.Version.HTTP_1_1, "").statusCode()).isEqualTo(200);
    assertThat(call(byDns, "strict", HttpClient.Version.HTTP_2, "").statusCode()).isEqualTo(200);
  }

  @Test
  void speaksHttp2WhenTheClientDoes() {
    // given
    SSLContext vault = pki.client(pki.issue(TestPki.dns("VAULT.test")));

    // then
    assertThat(call(vault, "tls", HttpClient.Version.HTTP_2, "").version())
        .isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(call(vault, "tls", HttpClient.Version.HTTP_1_1, "").version())
        .isEqualTo(HttpClient.Version.HTTP_1_1);
  }

  @Test
  void refusesACertificateOfNobodyOrOfSeveral() {
    // given
    SSLContext nobody = pki.client(pki.issue(TestPki.dns("else.test")));

    SSLContext several =
        pki.client(pki.issue(TestPki.dns("vault.test"), TestPki.dns("operator.test")));

    // then
    assertThat(call(nobody, "tls", HttpClient.Version.HTTP_2, "").statusCode()).isEqualTo(403);
    assertThat(call(several, "tls", HttpClient.Version.HTTP_2, "").body())
        .isEqualTo("{\"errors\":[\"permission denied\"]}\n");
  }

  @Test
  void asksForATokenWithoutACertificate() {
    assertThat(call(pki.client(), "tls", HttpClient.Version.HTTP_2, "").statusCode())
        .isEqualTo(400);
    String token = bridge.token("vault");
    eventually(
        "token known",
        () -> call(pki.client(), "tls", HttpClient.Version.HTTP_2, token).statusCode() == 200);
  }

  @Test
  void letsATokenDecideAloneWhereBothAreShown() {
    // given a certificate that may encrypt and a token that may not
    SSLContext vault = pki.client(pki.issue(TestPki.dns("vault.test")));
    String nobody = bridge.token("nobody");

    // then
    eventually(
        "token known", () -> bridge.management("/metrics").body().contains("seal_bridge_tokens 1"));
    assertThat(call(vault, "tls", HttpClient.Version.HTTP_2, nobody).statusCode()).isEqualTo(403);
    assertThat(call(vault, "tls", HttpClient.Version.HTTP_2, "sbt_none").statusCode())
        .isEqualTo(403);
  }

  @Test
  void addsNothingOfACertificatesGrantsToATokens() {
    // given a certificate that may list and a token that may not
    SSLContext operator = pki.client(pki.issue(TestPki.dns("operator.test")));
    String vault = bridge.token("vault");
    URI list = URI.create("https://127.0.0.1:" + bridge.port("tls") + "/v1/transit/keys?list=true");

    // then
    try (HttpClient client = client(operator)) {
      assertThat(send(client, HttpRequest.newBuilder(list)).statusCode()).isEqualTo(200);
      eventually(
          "token known",
          () -> call(client, "tls", HttpClient.Version.HTTP_2, vault).statusCode() == 200);
      assertThat(
              send(client, HttpRequest.newBuilder(list).header("X-Vault-Token", vault))
                  .statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void refusesConnectionsWithoutACertificateWhereItIsRequired() {
    assertThatThrownBy(() -> call(pki.client(), "strict", HttpClient.Version.HTTP_1_1, ""))
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(
            () ->
                call(
                    pki.client(new TestPki("stranger").issue(TestPki.dns("vault.test"))),
                    "strict",
                    HttpClient.Version.HTTP_1_1,
                    ""))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void looksAtTheCertificatesTimeOnLivingConnectionsToo() {
    // given
    HttpClient client =
        client(pki.client(pki.issue(Duration.ofHours(1), TestPki.dns("vault.test"))));
    assertThat(call(client, "tls", HttpClient.Version.HTTP_1_1, "").statusCode()).isEqualTo(200);

    // when
    clock.offset.set(Duration.ofHours(2));

    // then
    assertThat(call(client, "tls", HttpClient.Version.HTTP_1_1, "").statusCode()).isEqualTo(403);
  }

  @Test
  void takesOverARenewedCertificateAndKeepsTheOldOneIfTheNewIsBroken() throws IOException {
    // given
    SSLContext vault = pki.client(pki.issue(TestPki.dns("vault.test")));
    X509Certificate first = served(vault);

    // when the key does not belong to the new certificate
    pki.server().write(folder, "tls");
    Path key = folder.resolve("tls.key");
    String good = Files.readString(key);
    pki.server().write(folder, "other");
    Files.copy(folder.resolve("other.key"), key, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    // then
    eventually(
        "alarm",
        () ->
            bridge
                .management("/metrics")
                .body()
                .lines()
                .anyMatch(line -> line.matches(".*TLS_RELOAD_FAILED.* [1-9].*")));
    assertThat(served(vault)).isEqualTo(first);

    // when both belong together
    Files.writeString(key, good);

    // then
    eventually("renewed", () -> !served(vault).equals(first));
    assertThat(call(vault, "tls", HttpClient.Version.HTTP_2, "").statusCode()).isEqualTo(200);
  }

  @Test
  void dropsConnectionsOfAnAuthorityThatCountsNoMore() {
    // given
    HttpClient client = client(pki.client(pki.issue(TestPki.dns("vault.test"))));
    assertThat(call(client, "tls", HttpClient.Version.HTTP_1_1, "").statusCode()).isEqualTo(200);

    // when
    new TestPki("successor").write(folder, "clients-ca.crt");

    // then
    eventually(
        "refused",
        () -> {
          try {
            return call(client, "tls", HttpClient.Version.HTTP_1_1, "").statusCode() != 200;
          } catch (UncheckedIOException _) {
            return true;
          }
        });
  }

  private X509Certificate served(SSLContext context) {
    HttpResponse<String> response = call(context, "tls", HttpClient.Version.HTTP_1_1, "");
    try {
      return (X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0];
    } catch (SSLPeerUnverifiedException e) {
      throw new UncheckedIOException(new SSLException(e));
    }
  }

  private HttpResponse<String> call(
      SSLContext context, String listener, HttpClient.Version version, String token) {
    try (HttpClient client = client(context)) {
      return call(client, listener, version, token);
    }
  }

  private HttpResponse<String> call(
      HttpClient client, String listener, HttpClient.Version version, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + bridge.port(listener) + SEAL))
            .timeout(Duration.ofSeconds(10))
            .version(version)
            .PUT(HttpRequest.BodyPublishers.ofString(BODY));
    if (!token.isEmpty()) {
      request.header("X-Vault-Token", token);
    }
    return send(client, request);
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static HttpClient client(SSLContext context) {
    return HttpClient.newBuilder().sslContext(context).build();
  }
}
