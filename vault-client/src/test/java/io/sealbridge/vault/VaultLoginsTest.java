package io.sealbridge.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VaultLoginsTest {
  private static final String LOGIN = "POST /v1/auth/kubernetes/login";

  private final FakeVault server = new FakeVault();
  private final VaultLogins logins = new VaultLogins(VaultAddress.of(server.address()));

  @AfterEach
  void close() {
    logins.close();
    server.close();
  }

  @Test
  void givesASessionOfALoginThatIsTaken() {
    server
        .answering(
            LOGIN,
            200,
            """
            {"auth":{"client_token":"s.of-the-login","accessor":"a","token_type":"service",
             "lease_duration":3600,"policies":["default","web"]}}
            """)
        .answering("GET /v1/apps/data/web", 200, "{\"data\":{}}");

    LoginOutcome outcome = logins.login("kubernetes", "web", "a.jwt.token");

    assertThat(outcome).isInstanceOf(LoginOutcome.Accepted.class);
    LoginOutcome.Accepted login = (LoginOutcome.Accepted) outcome;
    assertThat(login.accessor()).isEqualTo("a");
    assertThat(login.batch()).isFalse();
    assertThat(login.lifetime()).isEqualTo(Duration.ofHours(1));
    assertThat(login.policies()).containsExactly("default", "web");
    assertThat(login.toString()).doesNotContain("s.of-the-login");
    try (VaultApi session = login.session()) {
      assertThat(session.read("apps/data/web")).isPresent();
    }
    assertThat(server.asked().getLast().headers().get("X-vault-token"))
        .containsExactly("s.of-the-login");
    assertThat(server.askedLines()).doesNotContain("POST /v1/auth/token/revoke-self");
  }

  @Test
  void tellsWhatTheServerSaysToALoginThatIsNot() {
    server.answering(LOGIN, 403, "{\"errors\":[\"permission denied\"]}");

    assertThat(logins.login("kubernetes", "web", "a.jwt.token"))
        .isEqualTo(new LoginOutcome.Refused(403, List.of("permission denied")));
  }

  @Test
  void takesNoRefusalFromAServerThatIsSealed() {
    server
        .answering(LOGIN, 503, "{\"errors\":[\"Vault is sealed\"]}")
        .answering("GET /v1/sys/seal-status", 200, "{\"initialized\":true,\"sealed\":true}");

    assertThatThrownBy(() -> logins.login("kubernetes", "web", "a.jwt.token"))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("is sealed")
        .hasMessageNotContaining("a.jwt.token");
  }

  @Test
  void takesNoRefusalFromWhatIsNoVault() {
    server.answering(LOGIN, new FakeVault.Reply(Optional.of(403), "text/html", "<p>"));

    assertThatThrownBy(() -> logins.login("kubernetes", "web", "a.jwt.token"))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("not Vault's");
  }
}
