package io.sealbridge.server.login;

import static io.sealbridge.server.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.server.identity.Identification.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a verified JWT to a token, and what may keep it back. */
class LoginServiceTest {

  private static final String ISSUER = "https://issuer.example";
  private static final IssuerKey KEY = IssuerKey.ec("one");

  @TempDir Path folder;

  private LoginScene scene;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(folder.resolve("keys.json"), TestServer.keySet(KEY));
    scene =
        new LoginScene(
            folder,
            """
              - mount: idp
                jwt: { issuers: ["%s"], keys: { file: keys.json }, algorithms: [ES256] }
                roles:
                  - { name: vault, identity: vault-a, audiences: [b], claims: { sub: w }, ttl: 10m }
            """
                .formatted(ISSUER));
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void signsOnceAndWritesWhoItWasAndHow() {
    // when
    LoginResult result = scene.login("idp", jwt());

    // then
    assertThat(result)
        .isInstanceOfSatisfying(
            LoginResult.Granted.class,
            granted -> {
              var token = granted.issued().token();
              assertThat(token.until()).isEqualTo(scene.clock().instant().plusSeconds(600));
              assertThat(scene.log().entries())
                  .containsExactly(
                      new KeyUseEntry.Login(
                          scene.clock().instant(),
                          "request-1",
                          "vault-a",
                          "jwt:idp:w",
                          "idp",
                          "vault",
                          token.accessor(),
                          token.until(),
                          "10.0.0.9:1234"));
            });
    assertThat(scene.tokenKeys().signatures()).isEqualTo(1);
    assertThat(scene.service().counts().total("idp", LoginCounts.GRANTED)).isEqualTo(1);
    assertThat(scene.lines()).isEmpty();
  }

  @Test
  void givesTheTokenOutOnceTheEntryIsDurableAndNotBefore() {
    // given
    scene.log().holdFor(KeyUseEntry.Login.class);

    // when
    CompletableFuture<LoginResult> login = scene.begin("idp", jwt());
    eventually("appended", () -> !scene.log().entries().isEmpty());

    // then
    assertThat(login).isNotDone();
    scene.log().release();
    assertThat(login.join()).isInstanceOf(LoginResult.Granted.class);
  }

  @Test
  void givesNoTokenOutWhenTheLogCannotBeWritten() {
    // given
    scene.log().failFor(KeyUseEntry.Login.class);

    // then
    assertThat(scene.login("idp", jwt()))
        .isEqualTo(
            new LoginResult.Unavailable("logins are not possible now; see the bridge's log", 5));
    assertThat(scene.lines()).contains("the key-use log cannot be written");
    assertThat(scene.service().counts().total("idp", LoginCounts.GRANTED)).isZero();
  }

  @Test
  void saysWhatToTypeWhenNoKeySignsTokens() {
    // given
    scene.tokenKeys().retireAll();

    // then
    scene.cannotTell("idp", jwt(), "seal-bridge keys create bridge-tokens");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "x                                   | error parsing JSON",
        "[]                                  | error parsing JSON",
        "{}                                  | missing role",
        "{\"jwt\":\"a\"}                     | missing role",
        "{\"role\":\"vault\"}                | missing jwt",
        "{\"role\":\"\",\"jwt\":\"a\"}       | missing role",
        "{\"role\":\"vault\",\"jwt\":\" \"}  | missing jwt",
        "{\"role\":1,\"jwt\":\"a\"}          | missing role",
        "{\"role\":\"vault\",\"jwt\":[\"a\"]} | missing jwt",
        "{\"role\":\"a\",\"role\":\"vault\",\"jwt\":\"a\"} | error parsing JSON",
        "{\"role\":\"vault\",\"jwt\":\"a\"} x | error parsing JSON",
      })
  void refusesABodyThatIsNone(String body, String text) {
    assertThat(scene.loginBody("idp", body))
        .isInstanceOfSatisfying(
            LoginResult.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Reason.LOGIN_MALFORMED);
              assertThat(refused.reason().status()).isEqualTo(400);
              assertThat(refused.text()).startsWith(text);
            });
    assertThat(scene.lines()).contains("reason=login: malformed request", text);
  }

  @Test
  void tellsTheOperatorWhichRolesThereAre() {
    // when
    LoginResult result = scene.login("idp", "valt", jwt());

    // then
    assertThat(result)
        .isEqualTo(new LoginResult.Refused(Reason.LOGIN_ROLE, "invalid role name \"valt\""));
    assertThat(Reason.LOGIN_ROLE.status()).isEqualTo(400);
    assertThat(scene.lines()).contains("the mount has no role \"valt\"; it has [vault]");
  }

  @Test
  void writesNoMoreLinesThanCanBeReadAndSaysSo() {
    // when
    for (int i = 0; i < 100; i++) {
      scene.login("idp", "none", "a");
    }

    // then
    assertThat(scene.lines().lines()).hasSize(60);
    scene.clock().advance(Duration.ofMinutes(1));
    scene.login("idp", "none", "a");
    assertThat(scene.lines()).contains("more logins failed than were logged count=40");
    assertThat(scene.service().counts().total("idp", LoginCounts.REFUSED)).isEqualTo(101);
  }

  private String jwt() {
    return TestJwt.of(ISSUER, "w", "b", scene.clock().instant()).signed(KEY);
  }
}
