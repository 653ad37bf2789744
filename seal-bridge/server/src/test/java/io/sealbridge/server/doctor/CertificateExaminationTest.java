package io.sealbridge.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.server.TestPki;
import io.sealbridge.server.config.Address;
import io.sealbridge.server.config.ClientAuthentication;
import io.sealbridge.server.config.ListenerConfiguration;
import io.sealbridge.server.config.TlsConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateExaminationTest {
  private final TestPki pki = new TestPki("test authority");

  @TempDir Path folder;

  @Test
  void isContentWithACertificateThatIsGoodForLong() {
    // given
    pki.issue(Duration.ofDays(90), TestPki.dns("bridge.test")).write(folder, "tls");

    // then
    assertThat(examine()).extracting(Diagnosis::status).containsExactly(Diagnosis.Status.OK);
  }

  @Test
  void warnsBeforeACertificateExpires() {
    // given
    pki.issue(Duration.ofDays(3), TestPki.dns("bridge.test")).write(folder, "tls");

    // then
    assertThat(examine()).extracting(Diagnosis::status).containsExactly(Diagnosis.Status.WARN);
  }

  @Test
  void namesACertificateThatHasExpired() {
    // given
    pki.issue(Duration.ofDays(-1), TestPki.dns("bridge.test")).write(folder, "tls");

    // then
    assertThat(failure()).contains("expired at");
  }

  @Test
  void namesACertificateThatNamesNoHost() {
    // given
    pki.issue(Duration.ofDays(90)).write(folder, "tls");

    // then
    assertThat(failure()).contains("subjectAltName");
  }

  @Test
  void namesAChainInTheWrongOrder() throws IOException {
    // given
    pki.issue(Duration.ofDays(90), TestPki.dns("bridge.test")).write(folder, "tls");
    new TestPki("another authority").write(folder, "other.crt");
    Path file = folder.resolve("tls.crt");
    Files.writeString(file, Files.readString(file) + Files.readString(folder.resolve("other.crt")));

    // then
    assertThat(failure()).contains("not issued by the one behind it");
  }

  @Test
  void namesAFileThatIsNoCertificate() throws IOException {
    // given
    Files.writeString(folder.resolve("tls.crt"), "nothing");

    // then
    assertThat(failure()).contains("tls.crt");
  }

  private String failure() {
    return examine().stream()
        .filter(diagnosis -> diagnosis.status() == Diagnosis.Status.FAIL)
        .findFirst()
        .orElseThrow()
        .detail();
  }

  private List<Diagnosis> examine() {
    TlsConfiguration tls =
        new TlsConfiguration(
            folder.resolve("tls.crt"),
            folder.resolve("tls.key"),
            Optional.empty(),
            List.of(),
            ClientAuthentication.NONE);
    ListenerConfiguration listener =
        new ListenerConfiguration(
            "vault",
            Address.parse("127.0.0.1:0"),
            "transit",
            Optional.empty(),
            Optional.of(tls),
            Optional.empty(),
            List.of());
    return CertificateExamination.of(List.of(listener), Instant.now());
  }
}
