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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trust bundles and lists of revoked certificates, on connections that live too. */
class ClientTrustHttpTest {

  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;

  private final TestPki vaults = new TestPki("vaults");
  private final TestPki pods = new TestPki("pods");
  private final TestPki.Issued vault = vaults.issue(DAY, TestPki.dns("vault.test"));
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private TestBridge bridge = new TestBridge(Path.of("."));

  @BeforeEach
  void start() throws IOException {
    vaults.write(folder, "vaults.crt");
    pods.write(folder, "pods.crt");
    vaults.server().write(folder, "tls");
    revoke(DAY.multipliedBy(3));
    bridge =
        new TestBridge(folder)
            .clock(new ShiftedClock(ahead))
            .listeners(
                """
                listeners:
                  - name: tls
                    address: 127.0.0.1:0
                    tls:
                      certificate: tls.crt
                      key: tls.key
                      clientAuth: optional
                      clientTrust:
                        - { bundle: vaults.crt, dns: ["*.test"], crl: vaults.crl }
                        - { bundle: pods.crt, dns: [operator.test], uri: ["spiffe://pods/"] }
                """)
            .key("root")
            .startReady();
  }

  @AfterEach
  void stop() {
    bridge.close();
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void aBundleStandsForTheNamesListedForIt(HttpClient.Version version) {
    TestPki.Issued posing = pods.issue(DAY, TestPki.dns("vault.test"));
    TestPki.Issued posingByUri = pods.issue(DAY, TestPki.uri("spiffe://test/vault"));
    TestPki.Issued twoNames =
        pods.issue(DAY, TestPki.dns("vault.test"), TestPki.dns("operator.test"));

    assertThat(status(client(vault), version)).isEqualTo(200);
    assertThat(status(client(posing), version)).isEqualTo(403);
    assertThat(status(client(posingByUri), version)).isEqualTo(403);
    // One of its names counts, so it is that identity and no other.
    assertThat(status(client(twoNames), version)).isEqualTo(200);
    assertThat(metric("reason=\"name that its authority may not assert\"")).isPositive();
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void aRevokedCertificateIsRefusedOnTheLivingConnectionAndInHandshakes(HttpClient.Version version)
      throws IOException {
    // given
    HttpClient living = client(vault);
    HttpClient other = client(vaults.issue(DAY, TestPki.dns("vault.test")));
    assertThat(status(living, version)).isEqualTo(200);
    assertThat(status(other, version)).isEqualTo(200);

    // when
    revoke(DAY.multipliedBy(3), vault.certificate());

    // then
    eventually("refused", () -> !isLetIn(living, version));
    assertThat(isLetIn(living, version)).isFalse();
    assertThatThrownBy(() -> status(client(vault), version))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(status(other, version)).isEqualTo(200);
  }

  @Test
  void aListThatCannotBeUsedLeavesTheOldOneInForce() throws IOException {
    // given
    revoke(DAY.multipliedBy(3), vault.certificate());
    HttpClient revoked = client(vault);
    eventually("refused", () -> !isLetIn(revoked, HttpClient.Version.HTTP_1_1));

    // when
    Files.writeString(
        folder.resolve("vaults.crl"), new TestPki("vaults").crl(Instant.now().plus(DAY)));

    // then
    eventually("alarm", () -> metric("code=\"TLS_RELOAD_FAILED\"") > 0);
    assertThat(isLetIn(client(vault), HttpClient.Version.HTTP_1_1)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void aListThatGrowsTooOldIsAnAlarmADayBeforeAndThenRefuses(HttpClient.Version version)
      throws IOException {
    // given
    HttpClient living = client(vault);
    assertThat(status(living, version)).isEqualTo(200);
    assertThat(metric("code=\"CRL_OLD\"")).isZero();

    // when it has an hour left
    revoke(Duration.ofHours(1));

    // then
    eventually("alarm", () -> metric("code=\"CRL_OLD\"") > 0);
    assertThat(status(living, version)).isEqualTo(200);

    // when it has none
    ahead.set(Duration.ofHours(2));

    // then
    eventually("refused", () -> !isLetIn(living, version));
    assertThatThrownBy(() -> status(client(vault), version))
        .isInstanceOf(UncheckedIOException.class);

    // when the authority has published another
    revoke(DAY.multipliedBy(3));

    // then
    eventually("let in again", () -> isLetIn(living, version));
  }

  private void revoke(Duration lasting, X509Certificate... certificates) throws IOException {
    Path written =
        Files.writeString(
            folder.resolve("vaults.crl.new"),
            vaults.crl(Instant.now().plus(lasting), certificates));
    Files.move(
        written,
        folder.resolve("vaults.crl"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  private HttpClient client(TestPki.Issued certificate) {
    return HttpClient.newBuilder().sslContext(vaults.client(certificate)).build();
  }

  private double metric(String with) {
    return bridge
        .management("/metrics")
        .body()
        .lines()
        .filter(line -> line.contains(with))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private boolean isLetIn(HttpClient client, HttpClient.Version version) {
    try {
      return status(client, version) == 200;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  private int status(HttpClient client, HttpClient.Version version) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("https://127.0.0.1:" + bridge.port("tls") + "/v1/transit/encrypt/root"))
            .timeout(Duration.ofSeconds(10))
            .version(version)
            .PUT(HttpRequest.BodyPublishers.ofString("{\"plaintext\":\"YQ==\"}"))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static final class ShiftedClock extends Clock {
    private final AtomicReference<Duration> ahead;

    ShiftedClock(AtomicReference<Duration> ahead) {
      this.ahead = ahead;
    }

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
      return Instant.now().plus(ahead.get());
    }
  }
}
