package io.sealbridge.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.server.TestPki;
import io.sealbridge.server.config.ClientAuthentication;
import io.sealbridge.server.config.ClientTrustConfiguration;
import io.sealbridge.server.config.ExpiredCrl;
import io.sealbridge.server.config.TlsConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bundle asserts the names that are listed for it, and nobody else's word counts. */
class ClientTrustTest {

  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;

  private final TestPki vaults = new TestPki("vaults");
  private final TestPki pods = new TestPki("pods");
  private final Instant now = Instant.now();

  @Test
  void aBundleAssertsOnlyTheNamesListedForIt() throws Exception {
    // given
    ClientTrust trust =
        read(bundle("vaults", vaults, "vault.test"), bundle("pods", pods, "pod.test"));
    X509Certificate both =
        pods.issue(DAY, TestPki.dns("vault.test"), TestPki.dns("pod.test")).certificate();

    // then
    assertThat(trust.judge(List.of(both), now))
        .isInstanceOfSatisfying(
            ClientCertificate.Proven.class,
            proven -> {
              assertThat(proven.names()).containsExactly(SubjectName.dns("pod.test"));
              assertThat(proven.others()).containsExactly(SubjectName.dns("vault.test"));
            });
  }

  @Test
  void thePathIsBuiltAndNotGuessedFromTheIssuersName() throws Exception {
    // given an authority that calls itself as the trusted one does
    ClientTrust trust =
        read(bundle("vaults", vaults, "vault.test"), bundle("pods", pods, "pod.test"));
    TestPki namesake = new TestPki("vaults");

    // then
    assertThat(trust.judge(List.of(leaf(namesake, "vault.test")), now))
        .isInstanceOf(ClientCertificate.Untrusted.class);
    assertThat(trust.judge(List.of(leaf(namesake, "vault.test"), vaults.certificate()), now))
        .isInstanceOf(ClientCertificate.Untrusted.class);
  }

  @Test
  void aPathMayLeadOverAnAuthorityThatTheClientShows() throws Exception {
    // given
    ClientTrust trust =
        read(bundle("vaults", vaults, "vault.test"), bundle("pods", pods, "pod.test"));
    TestPki below = new TestPki("below", vaults);
    X509Certificate leaf = leaf(below, "vault.test");

    // then
    assertThat(names(trust, leaf, below.certificate()))
        .containsExactly(SubjectName.dns("vault.test"));
    assertThat(trust.judge(List.of(leaf), now)).isInstanceOf(ClientCertificate.Untrusted.class);
  }

  @Test
  void aCertificateIsNoAuthority() throws Exception {
    // given somebody who signs with the key of an ordinary certificate
    ClientTrust trust = read(bundle("pods", pods, "vault.test"));
    TestPki stranger = new TestPki("stranger");

    // then
    assertThat(trust.judge(List.of(leaf(stranger, "vault.test"), leaf(pods, "pod.test")), now))
        .isInstanceOf(ClientCertificate.Untrusted.class);
  }

  @Test
  void theShorthandAssertsEveryName() throws Exception {
    // given
    vaults.write(folder, "all.crt");
    ClientTrust trust =
        ClientTrust.read(
                new TlsConfiguration(
                    folder.resolve("tls.crt"),
                    folder.resolve("tls.key"),
                    Optional.of(folder.resolve("all.crt")),
                    List.of(),
                    ClientAuthentication.REQUIRED),
                now)
            .orElseThrow();

    // then
    assertThat(names(trust, leaf(vaults, "any.name.at.all"))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "vault.test, true",
    "VAULT.test, true",
    "a.pods.test, true",
    "pods.test, false",
    "a.b.pods.test, false",
    ".pods.test, false",
    "*.pods.test, false",
    "evilpods.test, false",
    "vault.test.evil, false",
  })
  void aWildcardIsOneLabelOfADnsName(String name, boolean asserted) {
    AssertedNames names = asserted(List.of("vault.test", "*.pods.test"), List.of());

    assertThat(names.asserts(SubjectName.dns(name))).isEqualTo(asserted);
    assertThat(names.asserts(SubjectName.uri(name))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "spiffe://prod.example/ns/vault, true",
    "spiffe://prod.example/, true",
    "spiffe://prod.example, false",
    "spiffe://prod.example.evil/ns/vault, false",
    "spiffe://PROD.example/ns/vault, false",
    "spiffe://prod.example/a/../../other, false",
    "spiffe://exact.example/vault, true",
    "spiffe://exact.example/vault/below, false",
  })
  void aUriIsWholeOrBelowASlash(String name, boolean asserted) {
    AssertedNames names =
        asserted(List.of(), List.of("spiffe://prod.example/", "spiffe://exact.example/vault"));

    assertThat(names.asserts(SubjectName.uri(name))).isEqualTo(asserted);
    assertThat(names.asserts(SubjectName.dns(name))).isFalse();
  }

  @Test
  void aRevokedCertificateOrAuthorityIsRefused() throws Exception {
    // given
    TestPki below = new TestPki("below", vaults);
    X509Certificate lost = leaf(vaults, "vault.test");
    X509Certificate kept = leaf(vaults, "vault.test");
    X509Certificate ofRevoked = leaf(below, "vault.test");
    write("vaults.crl", vaults.crl(now.plus(DAY), lost, below.certificate()));
    ClientTrust trust = read(bundle("vaults", vaults, "vault.test", ExpiredCrl.REFUSE));

    // then
    assertThat(trust.judge(List.of(lost), now)).isInstanceOf(ClientCertificate.Revoked.class);
    assertThat(trust.judge(List.of(ofRevoked, below.certificate()), now))
        .isInstanceOf(ClientCertificate.Revoked.class);
    assertThat(names(trust, kept)).hasSize(1);
  }

  @Test
  void aListThatIsTooOldRefusesTheBundleUnlessItSaysOtherwise() throws Exception {
    // given
    Instant until = now.plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
    X509Certificate lost = leaf(vaults, "vault.test");
    X509Certificate kept = leaf(vaults, "vault.test");
    write("vaults.crl", vaults.crl(until, lost));
    ClientTrust strict = read(bundle("vaults", vaults, "vault.test", ExpiredCrl.REFUSE));
    ClientTrust lenient = read(bundle("vaults", vaults, "vault.test", ExpiredCrl.WARN));

    // then the proof ends with the list
    assertThat(((ClientCertificate.Proven) strict.judge(List.of(kept), now)).until())
        .isEqualTo(until);
    assertThat(strict.judge(List.of(kept), until.plusSeconds(1)))
        .isInstanceOf(ClientCertificate.Unknown.class);
    assertThat(lenient.judge(List.of(kept), until.plusSeconds(1)))
        .isInstanceOf(ClientCertificate.Proven.class);
    assertThat(lenient.judge(List.of(lost), until.plusSeconds(1)))
        .isInstanceOf(ClientCertificate.Revoked.class);
    assertThat(strict.listAges())
        .containsExactly(new ClientTrust.ListAge(folder.resolve("vaults.crt"), until, true));
  }

  @Test
  void aListThatNoAuthorityOfTheBundleSignedCannotBeUsed() throws IOException {
    // given
    write("vaults.crl", new TestPki("vaults").crl(now.plus(DAY)));

    // then
    assertThatThrownBy(() -> read(bundle("vaults", vaults, "vault.test", ExpiredCrl.REFUSE)))
        .isInstanceOf(TlsFilesException.class)
        .hasMessageContaining("that no authority of the bundle signed");
  }

  @Test
  void whatIsNoListCannotBeUsed() throws IOException {
    // given
    write("vaults.crl", "nothing\n");

    // then
    assertThatThrownBy(() -> read(bundle("vaults", vaults, "vault.test", ExpiredCrl.REFUSE)))
        .isInstanceOf(TlsFilesException.class)
        .hasMessageContaining("vaults.crl");
  }

  @ParameterizedTest
  @CsvSource({"'*', ''", "'a.*', ''", "'', 'spiffe://'", "'', '/'", "'', ''", "'*x.test', ''"})
  void aBundleThatMayAssertEverythingIsRefused(String dns, String uri) {
    assertThatThrownBy(
            () ->
                asserted(
                    dns.isEmpty() ? List.of() : List.of(dns),
                    uri.isEmpty() ? List.of() : List.of(uri)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static X509Certificate leaf(TestPki authority, String name) {
    return authority.issue(DAY, TestPki.dns(name)).certificate();
  }

  private java.util.Set<SubjectName> names(ClientTrust trust, X509Certificate... shown) {
    return ((ClientCertificate.Proven) trust.judge(List.of(shown), now)).names();
  }

  private AssertedNames asserted(List<String> dns, List<String> uri) {
    return new AssertedNames(
        Optional.of(
            new ClientTrustConfiguration(
                folder.resolve("b"), dns, uri, Optional.empty(), ExpiredCrl.REFUSE)));
  }

  private ClientTrustConfiguration bundle(String file, TestPki authority, String name) {
    authority.write(folder, file + ".crt");
    return new ClientTrustConfiguration(
        folder.resolve(file + ".crt"),
        List.of(name),
        List.of(),
        Optional.empty(),
        ExpiredCrl.REFUSE);
  }

  private ClientTrustConfiguration bundle(
      String file, TestPki authority, String name, ExpiredCrl expired) {
    authority.write(folder, file + ".crt");
    return new ClientTrustConfiguration(
        folder.resolve(file + ".crt"),
        List.of(name),
        List.of(),
        Optional.of(folder.resolve(file + ".crl")),
        expired);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private ClientTrust read(ClientTrustConfiguration... bundles) throws TlsFilesException {
    return ClientTrust.read(
            new TlsConfiguration(
                folder.resolve("tls.crt"),
                folder.resolve("tls.key"),
                Optional.empty(),
                List.of(bundles),
                ClientAuthentication.REQUIRED),
            now)
        .orElseThrow();
  }
}
