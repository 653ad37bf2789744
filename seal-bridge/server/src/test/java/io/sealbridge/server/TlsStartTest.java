package io.sealbridge.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS files with which the bridge does not start. */
class TlsStartTest {

  @TempDir Path folder;

  private final TestPki pki = new TestPki("authority");

  @Test
  void refusesAnExpiredCertificateAndSaysSinceWhen() {
    // given
    TestPki.Issued expired = pki.issue(Duration.ofDays(-1), TestPki.dns("localhost"));
    expired.write(folder, "tls");

    // then
    refuses("tls.crt expired at " + expired.certificate().getNotAfter().toInstant());
  }

  @Test
  void refusesAKeyOfAnotherCertificate() throws IOException {
    // given
    pki.server().write(folder, "tls");
    pki.server().write(folder, "other");
    Files.move(
        folder.resolve("other.key"),
        folder.resolve("tls.key"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    // then
    refuses("tls.key is not the key of " + folder.resolve("tls.crt"));
  }

  @Test
  void refusesAKeyThatOthersMayRead() throws IOException {
    // given
    pki.server().write(folder, "tls");
    Files.setPosixFilePermissions(
        folder.resolve("tls.key"), PosixFilePermissions.fromString("rw-r--r--"));

    // then
    refuses("run: chmod 600 " + folder.resolve("tls.key"));
  }

  @Test
  void refusesAKeyInAnotherFormWithTheCommandToConvertIt() throws IOException {
    // given
    pki.server().write(folder, "tls");
    Path key = folder.resolve("tls.key");
    Files.writeString(key, "-----BEGIN EC PRIVATE KEY-----\n-----END EC PRIVATE KEY-----\n");

    // then
    refuses("openssl pkcs8 -topk8 -nocrypt -in " + key);
  }

  @Test
  void refusesAClientAuthorityThatIsNone() {
    // given
    pki.server().write(folder, "tls");

    // then
    refuses("is no authority", ", clientCa: tls.crt, clientAuth: required");
  }

  @Test
  void closesWhatItHadStartedWhenAnAddressIsTaken() throws IOException {
    // given
    try (TestBridge first = new TestBridge(Files.createDirectory(folder.resolve("a"))).start()) {
      int taken = first.port("plain");
      Path other = Files.createDirectory(folder.resolve("b"));
      String listeners =
          "listeners: [ { name: plain, address: \"127.0.0.1:%d\" } ]\n".formatted(taken);

      // then
      assertThatThrownBy(() -> new TestBridge(other).listeners(listeners).start())
          .isInstanceOf(StartException.class)
          .hasMessageContaining("listener plain on 127.0.0.1:" + taken);
      try (TestBridge again = new TestBridge(other).start()) {
        assertThat(again.management("/livez").statusCode()).isEqualTo(200);
      }
    }
  }

  private void refuses(String message) {
    refuses(message, "");
  }

  private void refuses(String message, String more) {
    String listeners =
        """
        listeners:
          - name: tls
            address: 127.0.0.1:0
            tls: { certificate: tls.crt, key: tls.key%s }
        """
            .formatted(more);
    assertThatThrownBy(() -> new TestBridge(folder).listeners(listeners).start())
        .isInstanceOf(StartException.class)
        .hasMessageContaining(message);
  }
}
