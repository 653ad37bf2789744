package io.sealbridge.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.server.TestPki;
import io.sealbridge.server.config.ConfigurationFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientTrustExaminationTest {

  @TempDir Path folder;

  private final TestPki pki = new TestPki("authority");
  private final Instant now = Instant.now();

  @Test
  void warnsADayBeforeAListIsTooOldAndFailsThen() throws IOException {
    assertThat(examine("refuse", Duration.ofDays(2)).status()).isEqualTo(Diagnosis.Status.OK);
    assertThat(examine("refuse", Duration.ofHours(23)).status()).isEqualTo(Diagnosis.Status.WARN);
    assertThat(examine("refuse", Duration.ofHours(-1)))
        .satisfies(
            found -> {
              assertThat(found.status()).isEqualTo(Diagnosis.Status.FAIL);
              assertThat(found.detail()).contains("every certificate of it is refused");
            });
    assertThat(examine("warn", Duration.ofHours(-1)).status()).isEqualTo(Diagnosis.Status.WARN);
  }

  private Diagnosis examine(String crlExpired, Duration left) throws IOException {
    pki.write(folder, "ca.crt");
    pki.issue(Duration.ofDays(1)).write(folder, "tls");
    Files.writeString(folder.resolve("ca.crl"), pki.crl(now.plus(left)));
    Path file =
        Files.writeString(
            folder.resolve("bridge.yaml"),
            """
            hsms: [ { name: a, library: l, pinFile: p } ]
            listeners:
              - name: tls
                address: 127.0.0.1:0
                tls:
                  certificate: tls.crt
                  key: tls.key
                  clientAuth: optional
                  clientTrust: [ { bundle: ca.crt, dns: [v.test], crl: ca.crl, crlExpired: %s } ]
            """
                .formatted(crlExpired));
    List<Diagnosis> found =
        ClientTrustExamination.of(ConfigurationFile.read(file).configuration().listeners(), now);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }
}
