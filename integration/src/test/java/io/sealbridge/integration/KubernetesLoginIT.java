package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealbridge.integration.bridge.TransitClient;
import io.sealbridge.integration.kubernetes.BadToken;
import io.sealbridge.integration.kubernetes.Cluster;
import io.sealbridge.integration.kubernetes.KubernetesApi;
import io.sealbridge.integration.kubernetes.LoginBridge;
import io.sealbridge.integration.kubernetes.OperatorLog;
import io.sealbridge.integration.kubernetes.ServiceAccount;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.vault.JsonHttp;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * ServiceAccount tokens of a real API server at the packaged bridge. Whatever is refused is refused
 * with one text, and the operator's log says why.
 */
class KubernetesLoginIT {
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static KubernetesApi api;
  private static LoginBridge logins;
  private static ServiceAccount account;

  @BeforeAll
  static void startBridge() {
    api = CLUSTER.api();
    logins =
        CLUSTER.closing(
            new LoginBridge(api, CLUSTER.folder().resolve("logins"), Duration.ofHours(1)));
    api.createNamespace("vault");
    api.createNamespace("elsewhere");
    account = api.createServiceAccount("vault", "vault");
    logins.bridge().start();
  }

  @ParameterizedTest
  @ValueSource(strings = {LoginBridge.REVIEWED, LoginBridge.OFFLINE})
  void givesAPodATokenForItsKey(String mount) {
    // when
    JsonHttp.Answer answer = logins.login(mount, token(account));

    // then
    JsonNode auth = answer.expect(200).json().path("auth");
    assertThat(auth.path("metadata").path("service_account_name").asText()).isEqualTo("vault");
    assertThat(auth.path("metadata").path("service_account_namespace").asText()).isEqualTo("vault");
    assertThat(auth.path("metadata").path("service_account_uid").asText()).isEqualTo(account.uid());
    assertThat(auth.path("metadata").path("role").asText()).isEqualTo("vault");
    assertThat(auth.path("lease_duration").asLong()).isBetween(3590L, 3600L);
    assertThat(auth.path("renewable").asBoolean()).isTrue();
    try (TransitClient transit = logins.bridge().transit(auth.path("client_token").asText())) {
      assertThat(transit.decrypt(transit.encrypt("a secret").ciphertext()).plaintext())
          .isEqualTo("a secret");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {LoginBridge.REVIEWED, LoginBridge.OFFLINE})
  void recordsWhichAccountBecameWhichIdentity(String mount) {
    // when
    JsonNode auth = logins.login(mount, token(account)).expect(200).json().path("auth");

    // then
    JsonNode entry = loginWith(auth.path("accessor").asText());
    assertThat(entry.path("identity").asText()).isEqualTo(LoginBridge.IDENTITY);
    assertThat(entry.path("mount").asText()).isEqualTo(mount);
    assertThat(entry.path("proof").asText()).contains("vault/vault").contains(account.uid());
  }

  @ParameterizedTest(name = "{0} at {1}")
  @MethodSource("badTokensAtEachMount")
  void refusesABadTokenAndTellsTheOperatorWhy(BadToken bad, String mount) {
    // given
    String token = bad.of(api, account);
    OperatorLog log = OperatorLog.of(logins.bridge());

    // when
    JsonHttp.Answer answer = logins.login(mount, token);

    // then
    assertRefused(answer);
    log.awaitLine("login refused", mount, bad.reason(mount), bad.detail(mount));
    assertThat(log.text()).doesNotContain(token);
  }

  static Stream<Arguments> badTokensAtEachMount() {
    return Arrays.stream(BadToken.values())
        .flatMap(
            bad ->
                Stream.of(LoginBridge.REVIEWED, LoginBridge.OFFLINE)
                    .map(mount -> Arguments.of(bad, mount)));
  }

  @Test
  void refusesItsOwnTokenAsALogin() {
    // given
    JsonNode auth =
        logins.login(LoginBridge.OFFLINE, token(account)).expect(200).json().path("auth");
    String issued = auth.path("client_token").asText();
    String withoutPrefix = issued.substring(issued.indexOf('.') + 1);
    OperatorLog log = OperatorLog.of(logins.bridge());

    // when
    JsonHttp.Answer answer = logins.login(LoginBridge.OFFLINE, withoutPrefix);

    // then
    assertRefused(answer);
    assertRefused(logins.login(LoginBridge.OFFLINE, issued));
    log.awaitLine("login refused", "a token of the bridge is no proof for a login");
  }

  @Test
  void reviewSeesThatTheAccountWasDeletedAndPublishedKeysDoNot() {
    // given
    ServiceAccount deleted = account;
    String token = token(deleted);
    OperatorLog log = OperatorLog.of(logins.bridge());

    // when
    api.delete(deleted);
    account = api.createServiceAccount("vault", "vault");

    // then
    JsonHttp.Answer refused =
        Eventually.get(
            "the API server sees that the account is gone",
            KubernetesApi.REVIEW_CACHE,
            () ->
                Optional.of(logins.login(LoginBridge.REVIEWED, token))
                    .filter(answer -> answer.status() != 200));
    assertRefused(refused);
    log.awaitLine(
        "login refused", "login: refused by the cluster", "its ServiceAccount or pod was deleted");
    logins.login(LoginBridge.OFFLINE, token).expect(200);
  }

  @Test
  void saysThatTheReviewerAndNotThePodWasRefused() {
    // given
    String token = token(account);
    OperatorLog log = OperatorLog.of(logins.bridge());

    // when
    logins.writeReviewerToken("nobody");
    JsonHttp.Answer unknown = logins.login(LoginBridge.REVIEWED, token);
    logins.writeReviewerToken(
        api.token(api.serviceAccount("vault", "no-reviewer"), Optional.empty(), LIFETIME));
    JsonHttp.Answer withoutRights = logins.login(LoginBridge.REVIEWED, token);
    logins.giveReviewerToken();
    JsonHttp.Answer again = logins.login(LoginBridge.REVIEWED, token);

    // then
    assertThat(unknown.status()).isEqualTo(503);
    assertThat(withoutRights.status()).isEqualTo(503);
    assertThat(again.status()).isEqualTo(200);
    log.awaitLine("login not possible", "the reviewer was refused", "answers 401");
    log.awaitLine("login not possible", "the reviewer was refused", "answers 403");
    assertThat(log.text()).doesNotContain("login refused").doesNotContain(token);
  }

  @Test
  void livesOnWithTheTokensItIssuedWhileTheApiServerIsDown() {
    // given
    String token = token(account);
    String issued =
        logins
            .login(LoginBridge.REVIEWED, token)
            .expect(200)
            .json()
            .path("auth")
            .path("client_token")
            .asText();
    OperatorLog log = OperatorLog.of(logins.bridge());

    // when
    api.stop();
    try (TransitClient transit = logins.bridge().transit(issued)) {
      // then
      assertThat(logins.login(LoginBridge.REVIEWED, token).status()).isEqualTo(503);
      assertThat(logins.login(LoginBridge.OFFLINE, token).status()).isEqualTo(200);
      assertThat(transit.encrypt("a secret").status()).isEqualTo(200);
      log.awaitLine("login not possible", "the API server", "cannot be asked");
    } finally {
      api.start();
    }
    assertThat(logins.login(LoginBridge.REVIEWED, token).status()).isEqualTo(200);
  }

  /** Nothing more than that for the client. */
  private static void assertRefused(JsonHttp.Answer answer) {
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().path("errors").path(0).asText()).isEqualTo("permission denied");
  }

  private static JsonNode loginWith(String accessor) {
    return logins.bridge().keyUses().stream()
        .filter(entry -> entry.path("kind").asText().equals("login"))
        .filter(entry -> entry.path("accessor").asText().equals(accessor))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no login with the accessor " + accessor));
  }

  private static String token(ServiceAccount of) {
    return api.token(of, Optional.of(LoginBridge.AUDIENCE), LIFETIME);
  }
}
