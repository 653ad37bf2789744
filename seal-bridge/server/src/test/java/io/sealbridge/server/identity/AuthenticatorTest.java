package io.sealbridge.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.server.TestPki;
import io.sealbridge.server.config.AccessConfiguration;
import io.sealbridge.server.config.CertificateMatch;
import io.sealbridge.server.identity.Identification.Known;
import io.sealbridge.server.identity.Identification.Reason;
import io.sealbridge.server.identity.Identification.Unknown;
import io.sealbridge.server.token.NewToken;
import io.sealbridge.server.token.TokenDirectory;
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
          return 0;
        }
      };

  @Test
  void refusesADeniedIdentityByTokenCertificateAndSocket() throws IOException {
    // given
    NewToken token = token();
    Authenticator authenticator = authenticator();
    Credential certificate =
        authenticator.certificate(
            new TestPki("ca").issue(Duration.ofHours(1), TestPki.dns("vault.test")).certificate());
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

  private NewToken token() throws IOException {
    return new TokenDirectory(folder.resolve("tokens"))
        .create(VAULT, Instant.now(), Optional.empty(), new SecureRandom());
  }

  private Authenticator authenticator() {
    TokenStore tokens = new TokenStore(new TokenDirectory(folder.resolve("tokens")));
    tokens.refresh();
    return new Authenticator(
        new AccessList(
            List.of(
                new AccessConfiguration(
                    VAULT,
                    Optional.of(new CertificateMatch(List.of("vault.test"), List.of())),
                    Optional.empty(),
                    Optional.empty(),
                    List.of()))),
        tokens,
        revocations,
        Clock.systemUTC());
  }
}
