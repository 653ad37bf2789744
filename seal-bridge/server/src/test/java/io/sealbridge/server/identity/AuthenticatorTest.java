package io.sealbridge.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.server.TestPki;
import io.sealbridge.server.config.AccessConfiguration;
import io.sealbridge.server.config.CertificateMatch;
import io.sealbridge.server.identity.Identification.Known;
import io.sealbridge.server.identity.Identification.Reason;
import io.sealbridge.server.identity.Identification.Unknown;
import io.sealbridge.server.tls.ClientCertificate;
import io.sealbridge.server.tls.SubjectName;
import io.sealbridge.server.token.InMemoryTokenKeys;
import io.sealbridge.server.token.LoginTokens;
import io.sealbridge.server.token.NewToken;
import io.sealbridge.server.token.TokenDirectory;
import io.sealbridge.server.token.TokenIssuer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The deny list counts for everything that can be shown, and from the next request on. */
class AuthenticatorTest {

  private static final String VAULT = "vault";

  @TempDir Path folder;

  private final Set<String> denied = new HashSet<>();
  private final InMemoryTokenKeys keys = InMemoryTokenKeys.one();
  private final RevokedHere revokedHere = new RevokedHere(Clock.systemUTC());
  private long epoch;
  private final Revocations revocations =
      new Revocations() {
        @Override
        public boolean denies(String identity) {
          return denied.contains(identity);
        }

        @Override
        public boolean deniesToken(String accessor) {
          return denied.contains(accessor);
        }

        @Override
        public long epoch() {
          return epoch;
        }
      };

  @Test
  void refusesADeniedIdentityByTokenCertificateAndSocket() throws IOException {
    // given
    NewToken token = token();
    Authenticator authenticator = authenticator();
    Credential certificate =
        authenticator.certificate(
            new ClientCertificate.Proven(
                new TestPki("ca").issue(Duration.ofHours(1)).certificate(),
                Set.of(SubjectName.dns("vault.test")),
                Set.of(),
                Instant.now().plusSeconds(3600)));
    Credential socket = authenticator.socket(VAULT, 100);
    assertThat(authenticator.identify(new Credential.None(), token.text()))
        .isInstanceOf(Known.class);
    assertThat(authenticator.identify(certificate, "")).isInstanceOf(Known.class);
    assertThat(authenticator.identify(socket, "")).isInstanceOf(Known.class);

    // when
    denied.add(VAULT);

    // then
    Unknown revoked = new Unknown(Reason.IDENTITY_REVOKED);
    assertThat(authenticator.identify(new Credential.None(), token.text())).isEqualTo(revoked);
    assertThat(authenticator.identify(certificate, "")).isEqualTo(revoked);
    assertThat(authenticator.identify(socket, "")).isEqualTo(revoked);

    // when
    denied.clear();

    // then
    assertThat(authenticator.identify(certificate, "")).isInstanceOf(Known.class);
  }

  @Test
  void aCertificateNameThatTwoEntriesClaimStandsForNeither() {
    // given
    AccessList access = new AccessList(List.of(entry("vault-a"), entry("vault-b")));

    // then
    assertThat(access.identities(Set.of(SubjectName.dns("vault.test"))))
        .containsExactlyInAnyOrder("vault-a", "vault-b");
  }

  @Test
  void refusesOneTokenAndKeepsTheOthersOfItsIdentity() throws IOException {
    // given
    NewToken lost = token();
    NewToken kept = token();
    Authenticator authenticator = authenticator();

    // when
    denied.add(lost.issued().accessor());

    // then
    assertThat(authenticator.identify(new Credential.None(), lost.text()))
        .isEqualTo(new Unknown(Reason.TOKEN_REVOKED));
    assertThat(authenticator.identify(new Credential.None(), kept.text()))
        .isInstanceOf(Known.class);
  }

  @Test
  void recognisesATokenOfALoginUntilItsEnd() throws IOException {
    // given
    TokenIssuer.Issued login = login(Instant.now());
    Authenticator authenticator = authenticator();

    // then
    assertThat(authenticator.identify(new Credential.None(), login.text()))
        .isInstanceOfSatisfying(
            Known.class,
            known -> {
              assertThat(known.identity().name()).isEqualTo(VAULT);
              assertThat(known.identity().proof()).isEqualTo("token:" + login.token().accessor());
              assertThat(known.identity().until()).contains(login.token().until());
            });
    assertThat(
            authenticator.identify(
                new Credential.None(), login(Instant.now().minusSeconds(61)).text()))
        .isEqualTo(new Unknown(Reason.TOKEN_EXPIRED));
  }

  @Test
  void refusesATokenOfALoginByItsIdentityItsAccessorAndItsEpoch() throws IOException {
    // given
    TokenIssuer.Issued login = login(Instant.now());
    Authenticator authenticator = authenticator();
    assertThat(authenticator.identify(new Credential.None(), login.text()))
        .isInstanceOf(Known.class);

    // when
    denied.add(VAULT);

    // then
    assertThat(authenticator.identify(new Credential.None(), login.text()))
        .isEqualTo(new Unknown(Reason.IDENTITY_REVOKED));

    // when
    denied.clear();
    denied.add(login.token().accessor());

    // then
    assertThat(authenticator.identify(new Credential.None(), login.text()))
        .isEqualTo(new Unknown(Reason.TOKEN_REVOKED));

    // when
    denied.clear();
    epoch = 1;

    // then
    assertThat(authenticator.identify(new Credential.None(), login.text()))
        .isEqualTo(new Unknown(Reason.TOKEN_EPOCH));
    assertThat(authenticator.identify(new Credential.None(), login(Instant.now()).text()))
        .isInstanceOf(Known.class);
  }

  @Test
  void refusesATokenThatItsHolderGaveBack() throws IOException {
    // given
    TokenIssuer.Issued given = login(Instant.now());
    TokenIssuer.Issued kept = login(Instant.now());
    Authenticator authenticator = authenticator();

    // when
    revokedHere.add(given.token());

    // then
    assertThat(authenticator.identify(new Credential.None(), given.text()))
        .isEqualTo(new Unknown(Reason.TOKEN_REVOKED));
    assertThat(authenticator.identify(new Credential.None(), kept.text()))
        .isInstanceOf(Known.class);
  }

  @Test
  void refusesATokenOfALoginThatItDidNotIssueWhateverCertificateCameWithIt() throws IOException {
    // given
    Authenticator authenticator = authenticator();
    Credential socket = authenticator.socket(VAULT, 100);
    String forged = issue(InMemoryTokenKeys.one(), Instant.now()).text();

    // then
    assertThat(authenticator.identify(socket, forged)).isEqualTo(new Unknown(Reason.TOKEN_UNKNOWN));
  }

  private TokenIssuer.Issued login(Instant at) {
    return issue(keys, at);
  }

  private TokenIssuer.Issued issue(InMemoryTokenKeys signing, Instant at) {
    return new TokenIssuer("test", signing, new SecureRandom())
        .issue(new TokenIssuer.Order(VAULT, "jwt:m:s", Duration.ofMinutes(1), epoch), at)
        .toCompletableFuture()
        .join();
  }

  private NewToken token() throws IOException {
    return new TokenDirectory(folder.resolve("tokens"))
        .create(VAULT, Instant.now(), Optional.empty(), new SecureRandom());
  }

  private Authenticator authenticator() {
    TokenStore tokens = new TokenStore(new TokenDirectory(folder.resolve("tokens")));
    tokens.refresh();
    return new Authenticator(
        new AccessList(List.of(entry(VAULT))),
        tokens,
        new LoginTokens("test", keys, System::nanoTime),
        revokedHere,
        revocations,
        Clock.systemUTC());
  }

  private static AccessConfiguration entry(String identity) {
    return new AccessConfiguration(
        identity,
        Optional.of(new CertificateMatch(List.of("vault.test"), List.of())),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }
}
