package io.sealbridge.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealbridge.integration.bridge.TransitClient;
import io.sealbridge.integration.kubernetes.Cluster;
import io.sealbridge.integration.kubernetes.KubernetesApi;
import io.sealbridge.integration.kubernetes.LoginBridge;
import io.sealbridge.integration.kubernetes.OperatorLog;
import io.sealbridge.integration.kubernetes.ServiceAccount;
import io.sealbridge.integration.process.Eventually;
import io.sealbridge.integration.vault.JsonHttp;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a login gave, shown again after it was taken back: refused, and the record says why. */
class LoginRevocationIT {
  private static final Duration SEEN = Duration.ofSeconds(10);

  @RegisterExtension static final Cluster CLUSTER = new Cluster();

  private static KubernetesApi api;
  private static LoginBridge logins;
  private static ServiceAccount account;

  private int before;

  @BeforeAll
  static void configureBridge() {
    api = CLUSTER.api();
    logins =
        CLUSTER.closing(
            new LoginBridge(api, CLUSTER.folder().resolve("logins"), Duration.ofHours(1)));
    api.createNamespace("vault");
    account = api.createServiceAccount("vault", "vault");
  }

  @BeforeEach
  void startBridge() {
    logins.bridge().start();
    before = logins.bridge().keyUses().size();
  }

  /** So that what one test was refused is not recorded in the next. */
  @AfterEach
  void stopBridge() {
    logins.bridge().stop();
  }

  @Test
  void refusesATokenThatItsHolderGaveBack() {
    // given
    String token = text(issued());
    String other = text(issued());
    assertThat(use(token)).isEqualTo(200);

    // when
    try (JsonHttp http = logins.bridge().http(Optional.of(token))) {
      http.put("/v1/auth/token/revoke-self", Map.of()).expect(204);
    }

    // then
    assertThat(use(token)).isEqualTo(403);
    assertThat(use(other)).isEqualTo(200);
    assertRecordedAfterRestart("token on the deny list");
  }

  @Test
  void refusesOneTokenForGoodThatWasDenied() {
    // given
    JsonNode auth = issued();
    String other = text(issued());
    assertThat(use(text(auth))).isEqualTo(200);

    // when
    logins.bridge().command("access", "revoke-token", auth.path("accessor").asText()).orFail();

    // then
    awaitStatus(403, text(auth));
    assertThat(use(other)).isEqualTo(200);
    assertRecordedAfterRestart("token on the deny list");
    assertThat(use(text(auth))).isEqualTo(403);
    assertThat(use(other)).isEqualTo(200);
  }

  @Test
  void refusesTokensAndLoginsOfADeniedIdentityUntilItIsRestored() {
    // given
    String token = text(issued());
    assertThat(use(token)).isEqualTo(200);
    OperatorLog log = OperatorLog.of(logins.bridge());

    // when
    logins.bridge().command("access", "revoke", LoginBridge.IDENTITY, "--yes").orFail();

    // then
    awaitStatus(403, token);
    for (String mount : new String[] {LoginBridge.REVIEWED, LoginBridge.OFFLINE}) {
      assertThat(logins.login(mount, projected()).status()).isEqualTo(403);
      log.awaitLine("login refused", mount, "revoked identity", LoginBridge.IDENTITY);
    }
    assertRecordedAfterRestart("revoked identity");
    assertThat(use(token)).isEqualTo(403);

    // when
    logins.bridge().command("access", "restore", LoginBridge.IDENTITY).orFail();

    // then
    awaitStatus(200, token);
    assertThat(use(text(issued()))).isEqualTo(200);
  }

  @Test
  void refusesEveryTokenOfAnEarlierEpochAndTakesNewLogins() {
    // given
    String token = text(issued());
    assertThat(use(token)).isEqualTo(200);

    // when
    logins.bridge().command("access", "raise-epoch", "--yes").orFail();

    // then
    awaitStatus(403, token);
    assertThat(use(text(issued()))).isEqualTo(200);
    assertRecordedAfterRestart("token of an earlier epoch");
    assertThat(use(token)).isEqualTo(403);
  }

  /** A login that succeeded. */
  private static JsonNode issued() {
    return logins.login(LoginBridge.REVIEWED, projected()).expect(200).json().path("auth");
  }

  private static String text(JsonNode auth) {
    return auth.path("client_token").asText();
  }

  private static String projected() {
    return api.token(account, Optional.of(LoginBridge.AUDIENCE), Duration.ofMinutes(10));
  }

  private static int use(String token) {
    try (TransitClient transit = logins.bridge().transit(token)) {
      return transit.encrypt("a secret").status();
    }
  }

  private static void awaitStatus(int status, String token) {
    Eventually.until("the token is answered " + status, SEEN, () -> use(token) == status);
  }

  /**
   * Refusals are written once a minute and at the end, so that strangers cannot fill the record.
   */
  private void assertRecordedAfterRestart(String reason) {
    logins.bridge().restart();
    assertThat(logins.bridge().keyUses().stream().skip(before))
        .anySatisfy(
            entry -> {
              assertThat(entry.path("kind").asText()).isEqualTo("refusals");
              assertThat(entry.path("reason").asText()).isEqualTo(reason);
              assertThat(entry.path("samplePeers").toString()).contains("127.0.0.1");
            });
  }
}
