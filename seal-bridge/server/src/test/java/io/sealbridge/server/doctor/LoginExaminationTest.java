package io.sealbridge.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.server.TestPki;
import io.sealbridge.server.config.ConfigurationFile;
import io.sealbridge.server.doctor.Diagnosis.Status;
import io.sealbridge.server.login.IssuerKey;
import io.sealbridge.server.login.TestJwt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What doctor says of the files that logins need. */
class LoginExaminationTest {

  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final IssuerKey KEY = IssuerKey.ec("one");
  private static final String CLUSTER =
      """
        - mount: k8s
          kubernetes: { server: "https://10.0.0.1:6443", ca: ca.pem, reviewerToken: reviewer }
          roles: [ { name: v, identity: i, serviceAccounts: [v], namespaces: [n], audience: b } ]
      """;
  private static final String ISSUER =
      """
        - mount: idp
          jwt: { issuers: [i], keys: { file: keys.json } }
          roles: [ { name: v, identity: i, audiences: [b], claims: { sub: s } } ]
      """;

  @TempDir Path folder;

  @BeforeEach
  void put() throws IOException {
    new TestPki("cluster").write(folder, "ca.pem");
    reviewer(NOW.minusSeconds(600), 3600);
    Files.writeString(folder.resolve("keys.json"), KEY.keySet());
  }

  @Test
  void findsNothingWrongWithFilesAsTheyMustBe() throws IOException {
    assertThat(examine(CLUSTER + ISSUER))
        .containsExactly(
            new Diagnosis(
                "login k8s",
                Status.OK,
                "1 roles; each login asks https://10.0.0.1:6443, which was not asked now",
                ""),
            new Diagnosis(
                "login idp", Status.OK, "1 roles; keys in " + folder.resolve("keys.json"), ""));
    assertThat(examine("")).isEmpty();
  }

  @Test
  void saysOfKeysThatAreFetchedThatTheyWereNot() throws IOException {
    assertThat(examine(ISSUER.replace("file: keys.json", "url: \"https://i.example/k\"")))
        .singleElement()
        .extracting(Diagnosis::detail)
        .isEqualTo("1 roles; keys from https://i.example/k, not fetched now");
  }

  @Test
  void namesAReviewersTokenThatIsMissingOrNone() throws IOException {
    // given
    Path file = folder.resolve("reviewer");
    Files.writeString(file, "secret text");

    // then
    assertThat(fails(CLUSTER)).isEqualTo("the reviewer's token " + file + " holds no token");

    // when
    Files.delete(file);

    // then
    assertThat(fails(CLUSTER)).startsWith("the reviewer's token " + file + " cannot be read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3600 | FAIL | expired at 2026-11-26T10:00:00Z",
        "3599 | WARN | expires at 2026-11-26T10:00:01Z and nothing has renewed it",
        "3241 | WARN | and nothing has renewed it",
        "3240 | OK   | each login asks",
        "2880 | OK   | each login asks",
      })
  void looksAtTheEndOfTheReviewersToken(int age, Status status, String detail) throws IOException {
    // given
    reviewer(NOW.minusSeconds(age), 3600);

    // then
    assertThat(examine(CLUSTER))
        .singleElement()
        .satisfies(
            diagnosis -> {
              assertThat(diagnosis.status()).isEqualTo(status);
              assertThat(diagnosis.detail()).contains(detail);
              assertThat(diagnosis.action().isEmpty()).isEqualTo(status == Status.OK);
            });
  }

  @Test
  void takesATokenThatIsNoJwtAsItIs() throws IOException {
    // given
    Files.writeString(folder.resolve("reviewer"), "opaque");

    // then
    assertThat(examine(CLUSTER)).extracting(Diagnosis::status).containsExactly(Status.OK);
  }

  @Test
  void namesAuthoritiesThatCannotBeRead() throws IOException {
    // given
    Files.delete(folder.resolve("ca.pem"));

    // then
    assertThat(fails(CLUSTER))
        .startsWith("authorities: " + folder.resolve("ca.pem") + " cannot be read");
  }

  @ParameterizedTest
  @CsvSource({"'{', is not one JSON object", "'{\"keys\":[]}', holds no key for signatures"})
  void namesAFileOfKeysThatIsNone(String text, String detail) throws IOException {
    // given
    Files.writeString(folder.resolve("keys.json"), text);

    // then
    assertThat(fails(ISSUER))
        .startsWith("the file of keys " + folder.resolve("keys.json"))
        .contains(detail);
  }

  @Test
  void namesAFileOfKeysThatIsMissing() throws IOException {
    // given
    Files.delete(folder.resolve("keys.json"));

    // then
    assertThat(fails(ISSUER)).contains("keys.json cannot be read");
  }

  private void reviewer(Instant issued, int seconds) throws IOException {
    Files.writeString(
        folder.resolve("reviewer"),
        TestJwt.of("https://c", "s", "a", issued)
            .claim("exp", issued.getEpochSecond() + seconds)
            .signed(KEY));
  }

  private String fails(String logins) throws IOException {
    List<Diagnosis> diagnoses = examine(logins);
    assertThat(diagnoses)
        .singleElement()
        .satisfies(
            diagnosis -> {
              assertThat(diagnosis.status()).isEqualTo(Status.FAIL);
              assertThat(diagnosis.action()).isNotEmpty();
              assertThat(diagnosis.detail()).doesNotContain("secret text");
            });
    return diagnoses.getFirst().detail();
  }

  private List<Diagnosis> examine(String logins) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("bridge.yaml"),
            "hsms: [ { name: a, library: l, pinFile: p } ]\naccess: [ { identity: i } ]\n"
                + (logins.isEmpty() ? "" : "logins:\n" + logins));
    return LoginExamination.of(ConfigurationFile.read(file).configuration(), NOW);
  }
}
