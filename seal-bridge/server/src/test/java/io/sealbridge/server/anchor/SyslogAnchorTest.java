package io.sealbridge.server.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.audit.anchor.AnchorException;
import io.sealbridge.audit.anchor.SoftwareLog;
import io.sealbridge.audit.note.SignedNote;
import io.sealbridge.server.TestPki;
import io.sealbridge.server.config.Address;
import io.sealbridge.server.config.SyslogAnchorConfiguration;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyslogAnchorTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-26T10:00:00.123456Z"), ZoneOffset.UTC);

  @TempDir Path folder = Path.of("");

  private final TestPki pki = new TestPki("receivers");

  @SuppressWarnings("NullAway.Init")
  private SoftwareLog log;

  @BeforeEach
  void begin() {
    log = new SoftwareLog("prod/bridge-0", folder.resolve("log"));
    pki.write(folder, "ca.crt");
    pki.issue(Duration.ofDays(1), TestPki.dns("bridge-0.example")).write(folder, "client");
  }

  /** What arrived, and who sent it. */
  private record Received(String frame, String sender) {}

  private CompletableFuture<Received> receiver(SSLServerSocket server) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (SSLSocket socket = (SSLSocket) server.accept()) {
            String frame =
                new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            X509Certificate sender = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return new Received(frame, String.valueOf(sender.getSubjectAlternativeNames()));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private SSLServerSocket listen() throws Exception {
    SSLServerSocket server =
        (SSLServerSocket)
            pki.client(pki.server())
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    server.setNeedClientAuth(true);
    return server;
  }

  private SyslogAnchor anchor(SSLServerSocket server, String ca) {
    return new SyslogAnchor(
        "siem",
        new SyslogAnchorConfiguration(
            new Address.Tcp("127.0.0.1", server.getLocalPort()),
            Optional.of(folder.resolve(ca)),
            Optional.of(folder.resolve("client.crt")),
            Optional.of(folder.resolve("client.key"))),
        "bridge-0",
        CLOCK);
  }

  @Test
  void sendsOneFrameOverTls() throws Exception {
    try (SSLServerSocket server = listen()) {
      // given
      CompletableFuture<Received> received = receiver(server);
      SignedNote note = log.growTo(3, "a");

      // when
      anchor(server, "ca.crt").send(note);

      // then
      Received got = received.get(10, TimeUnit.SECONDS);
      String message =
          "<109>1 2026-11-26T10:00:00.123Z bridge-0 seal-bridge - checkpoint [checkpoint@32473"
              + " origin=\"prod/bridge-0\" size=\"3\" root=\"%s\"] %s"
                  .formatted(
                      log.checkpoint(3).root().base64(),
                      Base64.getEncoder()
                          .encodeToString(note.note().getBytes(StandardCharsets.UTF_8)));
      assertThat(got.frame()).isEqualTo(message.length() + " " + message);
      assertThat(got.sender()).contains("bridge-0.example");
    }
  }

  @Test
  void doesNotSendToAReceiverThatItDoesNotTrust() throws Exception {
    try (SSLServerSocket server = listen()) {
      // given
      new TestPki("somebody").write(folder, "other.crt");
      CompletableFuture<Received> received = receiver(server);
      SignedNote note = log.growTo(3, "a");

      // when, then
      assertThatThrownBy(() -> anchor(server, "other.crt").send(note))
          .isInstanceOf(AnchorException.class)
          .hasMessageContaining("127.0.0.1:" + server.getLocalPort());
      assertThat(received.handle((got, failure) -> failure == null).get(10, TimeUnit.SECONDS))
          .isFalse();
    }
  }

  @Test
  void escapesWhatEndsAValue() {
    SoftwareLog odd = new SoftwareLog("a]\"\\b", folder.resolve("odd"));
    SignedNote note = odd.growTo(1, "a");

    assertThat(new SyslogMessage(CLOCK.instant(), "b ad", odd.checkpoint(1), note).text())
        .contains("Z - seal-bridge - checkpoint [")
        .contains("origin=\"a\\]\\\"\\\\b\" size");
  }

  @Test
  void writesALineForACollector() throws Exception {
    // given
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SignedNote note = log.growTo(3, "a");

    // when
    new StreamAnchor("out", new PrintStream(out, true, StandardCharsets.UTF_8), CLOCK).send(note);

    // then
    assertThat(out.toString(StandardCharsets.US_ASCII))
        .startsWith(
            "{\"schema\":1,\"kind\":\"checkpoint\",\"at\":\"2026-11-26T10:00:00.123456Z\","
                + "\"origin\":\"prod/bridge-0\",\"size\":3,\"root\":\"")
        .contains("\\n\\n\\u2014 prod/bridge-0 ")
        .endsWith("\"}\n");
  }
}
