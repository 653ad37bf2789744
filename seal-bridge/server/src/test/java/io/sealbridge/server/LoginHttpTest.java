package io.sealbridge.server;

import static io.sealbridge.server.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.keyring.fake.MovableClock;
import io.sealbridge.server.login.IssuerKey;
import io.sealbridge.server.login.TestJwt;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins as Vault's clients make them, and the life of a token that one gave. */
class LoginHttpTest {

  private static final String ISSUER = "https://issuer.example";
  private static final String LOGIN = "/v1/auth/idp/login";
  private static final String SEAL = "/v1/transit/encrypt/root";
  private static final String LOOKUP = "/v1/auth/token/lookup-self";
  private static final String RENEW = "/v1/auth/token/renew-self";
  private static final String REVOKE = "/v1/auth/token/revoke-self";
  private static final String BODY = "{\"plaintext\":\"YQ==\"}";
  private static final String DENIED = "{\"errors\":[\"permission denied\"]}\n";

  /** What makes Vault's proxy log in anew. */
  private static final String INVALID =
      "{\"errors\":[\"2 errors occurred:\\n\\t* permission denied\\n\\t* invalid token\\n\\n\"]}\n";

  private static final IssuerKey KEY = IssuerKey.ec("one");

  @TempDir Path folder;

  private final MovableClock clock = new MovableClock();
  private TestBridge bridge = new TestBridge(Path.of("."));

  @BeforeEach
  void prepare() throws IOException {
    Files.writeString(folder.resolve("keys.json"), KEY.keySet());
    bridge =
        new TestBridge(folder)
            .clock(clock)
            .key("root")
            .with(
                """
                logins:
                  - mount: idp
                    jwt: { issuers: ["%s"], keys: { file: keys.json }, algorithms: [ES256] }
                    roles:
                      - { name: vault, identity: vault, audiences: [seal-bridge], claims: { sub: w }, ttl: 10m }
                """
                    .formatted(ISSUER));
  }

  @AfterEach
  void stop() {
    bridge.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "POST"})
  void answersAsVaultDoes(String method) {
    // given
    bridge.tokenKey().startReady();

    // when
    HttpResponse<String> login = bridge.call(method, LOGIN, "", body("vault", jwt()));

    // then
    JsonNode answer = json(login);
    JsonNode auth = answer.path("auth");
    assertThat(login.statusCode()).isEqualTo(200);
    assertThat(login.headers().allValues("Content-Type")).containsExactly("application/json");
    assertThat(login.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(fields(answer))
        .contains("request_id", "lease_id", "renewable", "lease_duration", "data", "auth");
    assertThat(answer.path("data").isNull()).isTrue();
    assertThat(auth.path("client_token").asText()).startsWith("sb.");
    assertThat(auth.path("accessor").asText()).matches("[0-9a-f]{16}");
    assertThat(auth.path("policies").get(0).asText()).isEqualTo("key-root");
    assertThat(auth.path("token_policies")).isEqualTo(auth.path("policies"));
    assertThat(auth.path("metadata").path("role").asText()).isEqualTo("vault");
    assertThat(auth.path("metadata").path("identity").asText()).isEqualTo("vault");
    assertThat(auth.path("lease_duration").isInt()).isTrue();
    assertThat(auth.path("lease_duration").asInt()).isEqualTo(600);
    assertThat(auth.path("renewable").isBoolean()).isTrue();
    assertThat(auth.path("renewable").asBoolean()).isTrue();
    assertThat(auth.path("entity_id").asText("none")).isEmpty();
    assertThat(auth.path("token_type").asText()).isEqualTo("service");
    assertThat(auth.path("orphan").asBoolean()).isTrue();
    assertThat(auth.path("mfa_requirement").isNull()).isTrue();
    assertThat(auth.path("num_uses").isInt()).isTrue();
  }

  @Test
  void givesATokenThatSealsAndWritesTheLoginBeforeItAnswers() throws IOException {
    // given
    bridge.tokenKey().startReady();

    // when
    JsonNode auth = logIn();

    // then
    String accessor = auth.path("accessor").asText();
    JsonNode entry = entry("login");
    assertThat(entry.path("accessor").asText()).isEqualTo(accessor);
    assertThat(entry.path("identity").asText()).isEqualTo("vault");
    assertThat(entry.path("proof").asText()).isEqualTo("jwt:idp:w");
    assertThat(entry.path("mount").asText()).isEqualTo("idp");
    assertThat(entry.path("role").asText()).isEqualTo("vault");
    assertThat(entry.path("expires").asText()).isEqualTo("2026-11-01T12:10:00Z");
    assertThat(entry.path("peer").asText()).startsWith("127.0.0.1:");
    assertThat(seal(auth).statusCode()).isEqualTo(200);
    assertThat(entry("encrypt").path("proof").asText()).isEqualTo("token:" + accessor);
    assertThat(metrics()).contains("seal_bridge_logins_total{mount=\"idp\",result=\"granted\"} 1");
    assertThat(log()).doesNotContain(auth.path("client_token").asText());
  }

  @Test
  void givesNobodyMoreThanTheIdentityMay() {
    // given
    bridge.key("other").tokenKey().startReady();
    String token = token(logIn());

    // then
    assertThat(bridge.call("PUT", "/v1/transit/encrypt/other", token, BODY).statusCode())
        .isEqualTo(403);
    assertThat(bridge.call("PUT", "/v1/transit/keys/root/rotate", token, "{}").statusCode())
        .isEqualTo(403);
    assertThat(bridge.call("PUT", "/v1/transit/sign/bridge-tokens", token, "{}").statusCode())
        .isNotEqualTo(200);
  }

  @Test
  void refusesWithVaultsStatusesAndTexts() {
    // given
    bridge.tokenKey().startReady();
    String forged = TestJwt.of(ISSUER, "w", "seal-bridge", now()).signed(IssuerKey.ec("one"));
    String own = token(logIn());

    // then
    refuses(400, "{\"errors\":[\"missing jwt\"]}\n", LOGIN, "{\"role\":\"vault\"}");
    refuses(400, "{\"errors\":[\"missing role\"]}\n", LOGIN, "{\"jwt\":\"x\"}");
    refuses(400, "{\"errors\":[\"invalid role name \\\"x\\\"\"]}\n", LOGIN, body("x", jwt()));
    refuses(403, DENIED, LOGIN, body("vault", forged));
    refuses(403, DENIED, LOGIN, body("vault", own));
    refuses(403, DENIED, LOGIN, body("vault", own.substring(3)));
    assertThat(bridge.call("POST", LOGIN, "", "").statusCode()).isEqualTo(400);
    assertThat(bridge.call("POST", LOGIN, "", "{").body()).contains("error parsing JSON");
    assertThat(bridge.call("POST", "/v1/auth/other/login", "", body("vault", jwt())).statusCode())
        .isIn(403, 404);
    assertThat(bridge.call("GET", LOGIN, "", "").statusCode()).isEqualTo(405);
    assertThat(metrics())
        .contains(
            "seal_bridge_logins_total{mount=\"idp\",result=\"refused\"} 8",
            "seal_bridge_refusals_total{reason=\"login: signature\"} 1",
            "seal_bridge_refusals_total{reason=\"login: unknown role\"} 1",
            "seal_bridge_refusals_total{reason=\"login: no acceptable JWT\"} 2",
            "seal_bridge_refusals_total{reason=\"login: malformed request\"} 4");
  }

  @Test
  void takesNoBodyThatIsLargerThanALoginIs() {
    // given
    bridge.tokenKey().startReady();

    // when
    HttpResponse<String> answer =
        bridge.call("POST", LOGIN, "", body("vault", "a".repeat(64 * 1024)));

    // then
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("the request body is larger than 64KiB");
  }

  @Test
  void limitsLoginsAndNothingElse() {
    // given
    bridge.with("limits: { loginsOfPeer: 1 }\n").tokenKey().startReady();
    String token = token(logIn());

    // when
    List<HttpResponse<String>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      answers.add(bridge.call("POST", LOGIN, "", body("vault", jwt())));
    }

    // then
    HttpResponse<String> last = answers.getLast();
    assertThat(answers).anyMatch(answer -> answer.statusCode() == 200);
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.body()).isEqualTo("{\"errors\":[\"rate limit of logins exceeded\"]}\n");
    assertThat(last.headers().firstValue("Retry-After")).contains("1");
    assertThat(bridge.call("PUT", SEAL, token, BODY).statusCode()).isEqualTo(200);
    assertThat(metrics()).containsPattern("refusals_total\\{reason=\"login: too many\"} [1-9]");
  }

  @Test
  void asksToComeAgainWhenNoKeySignsTokens() {
    // given
    bridge.startReady();

    // when
    HttpResponse<String> answer = bridge.call("POST", LOGIN, "", body("vault", jwt()));

    // then
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    assertThat(answer.body())
        .isEqualTo("{\"errors\":[\"logins are not possible now; see the bridge's log\"]}\n");
    eventually("alarm", () -> metrics().matches("(?s).*code=\"LOGIN_NO_TOKEN_KEY\"} [1-9].*"));
  }

  @Test
  void tellsTheHolderOfItsTokenAndRenewsNothingUntilItsEnd() {
    // given
    bridge.tokenKey().startReady();
    String token = token(logIn());

    // then
    JsonNode data = json(bridge.call("GET", LOOKUP, token, "")).path("data");
    assertThat(data.path("id").asText()).isEqualTo(token);
    assertThat(data.path("ttl").asInt()).isEqualTo(600);
    assertThat(data.path("creation_ttl").asInt()).isEqualTo(600);
    assertThat(data.path("expire_time").asText()).isEqualTo("2026-11-01T12:10:00Z");
    assertThat(data.path("path").asText()).isEqualTo("auth/idp/login");
    assertThat(data.path("renewable").asBoolean()).isTrue();
    assertThat(data.path("meta").path("via").asText()).isEqualTo("jwt:idp:w");
    for (int left : List.of(600, 300, 1)) {
      moveTo(600 - left);
      assertThat(renewed(token)).isEqualTo(left);
    }
    clock.advance(Duration.ofMillis(999));
    assertThat(renewed(token)).isEqualTo(1);

    // when
    clock.advance(Duration.ofMillis(1));

    // then
    assertThat(bridge.call("PUT", RENEW, token, "{}").body()).isEqualTo(INVALID);
    assertThat(bridge.call("PUT", SEAL, token, BODY).statusCode()).isEqualTo(403);
    assertThat(metrics()).containsPattern("refusals_total\\{reason=\"expired token\"} [1-9]");
  }

  @Test
  void slowsDownWhoeverRenewsInALoop() {
    // given
    bridge.tokenKey().startReady();
    String token = token(logIn());
    String other = token(logIn());

    // when
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      statuses.add(bridge.call("PUT", RENEW, token, "{}").statusCode());
    }

    // then
    assertThat(statuses.subList(0, 10)).containsOnly(200);
    assertThat(statuses).contains(429);
    assertThat(bridge.call("PUT", RENEW, other, "{}").statusCode()).isEqualTo(200);
    assertThat(bridge.call("PUT", SEAL, token, BODY).statusCode()).isEqualTo(200);
  }

  @Test
  void takesATokenBackAndKeepsTheOthers() {
    // given
    bridge.tokenKey().startReady();
    String given = token(logIn());
    String kept = token(logIn());

    // when
    HttpResponse<String> answer = bridge.call("POST", REVOKE, given, "");

    // then
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(bridge.call("PUT", SEAL, given, BODY).body()).isEqualTo(INVALID);
    assertThat(bridge.call("PUT", RENEW, given, "{}").statusCode()).isEqualTo(403);
    assertThat(bridge.call("PUT", SEAL, kept, BODY).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesTokensOfAnEarlierEpochAndGivesNewOnes() throws IOException {
    // given
    bridge.tokenKey().startReady();
    String old = token(logIn());
    assertThat(bridge.call("PUT", SEAL, old, BODY).statusCode()).isEqualTo(200);

    // when
    deny("epoch: 1");

    // then
    eventually("epoch", () -> bridge.call("PUT", SEAL, old, BODY).statusCode() == 403);
    assertThat(bridge.call("PUT", SEAL, token(logIn()), BODY).statusCode()).isEqualTo(200);
    assertThat(metrics()).containsPattern("reason=\"token of an earlier epoch\"} [1-9]");
  }

  @Test
  void refusesTokensAndLoginsOfADeniedIdentity() throws IOException {
    // given
    bridge.tokenKey().startReady();
    String token = token(logIn());

    // when
    deny("identities: [ { name: vault } ]");

    // then
    eventually("denied", () -> bridge.call("PUT", SEAL, token, BODY).statusCode() == 403);
    HttpResponse<String> login = bridge.call("POST", LOGIN, "", body("vault", jwt()));
    assertThat(login.statusCode()).isEqualTo(403);
    assertThat(login.body()).isEqualTo(DENIED);
  }

  @Test
  void livingTokensGoOnWithoutTheIssuersKeysAndAfterARestart() throws IOException {
    // given
    bridge.tokenKey().startReady();
    String token = token(logIn());
    bridge.bridge().close();
    Files.delete(folder.resolve("keys.json"));

    // when
    bridge.startReady();

    // then
    assertThat(bridge.call("PUT", SEAL, token, BODY).statusCode()).isEqualTo(200);
    assertThat(bridge.call("POST", LOGIN, "", body("vault", jwt())).statusCode()).isEqualTo(503);
    assertThat(metrics()).containsPattern("alarms_total\\{code=\"LOGIN_KEYS_UNREAD\"} [1-9]");
  }

  @Test
  void asksAHolderToComeAgainWhileNoHsmHasSaidWhichKeysThereAre() {
    // given
    bridge.tokenKey().startReady();
    String token = token(logIn());
    bridge.bridge().close();
    bridge.hsm().token().goAway();

    // when
    bridge.start();

    // then
    HttpResponse<String> answer = bridge.call("PUT", RENEW, token, "{}");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.body())
        .isEqualTo("{\"errors\":[\"the keys of tokens are not known yet\"]}\n");

    // when
    bridge.hsm().token().comeBack();

    // then
    eventually("known", () -> bridge.call("PUT", RENEW, token, "{}").statusCode() == 200);
    assertThat(bridge.call("PUT", RENEW, "sb.none", "{}").statusCode()).isEqualTo(403);
  }

  private int renewed(String token) {
    HttpResponse<String> renewed = bridge.call("PUT", RENEW, token, "{\"increment\":3600}");
    JsonNode auth = json(renewed).path("auth");
    assertThat(renewed.statusCode()).isEqualTo(200);
    assertThat(auth.path("client_token").asText()).isEqualTo(token);
    assertThat(auth.path("renewable").asBoolean()).isTrue();
    return auth.path("lease_duration").asInt();
  }

  private void moveTo(int second) {
    Instant start = Instant.parse("2026-11-01T12:00:00Z");
    clock.advance(Duration.between(now(), start.plusSeconds(second)));
  }

  private void refuses(int status, String text, String path, String body) {
    HttpResponse<String> answer = bridge.call("POST", path, "", body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(text);
  }

  private Instant now() {
    return clock.instant();
  }

  private String jwt() {
    return TestJwt.of(ISSUER, "w", "seal-bridge", now()).signed(KEY);
  }

  private static String body(String role, String jwt) {
    return "{\"role\":\"" + role + "\",\"jwt\":\"" + jwt + "\"}";
  }

  private JsonNode logIn() {
    HttpResponse<String> login = bridge.call("POST", LOGIN, "", body("vault", jwt()));
    assertThat(login.statusCode()).as(login.body()).isEqualTo(200);
    return json(login).path("auth");
  }

  private static String token(JsonNode auth) {
    return auth.path("client_token").asText();
  }

  private HttpResponse<String> seal(JsonNode auth) {
    return bridge.call("PUT", SEAL, token(auth), BODY);
  }

  private void deny(String yaml) throws IOException {
    Path part = Files.writeString(folder.resolve("new.yaml"), yaml + "\n");
    Files.move(part, folder.resolve("revocations.yaml"), StandardCopyOption.ATOMIC_MOVE);
  }

  private String metrics() {
    return bridge.management("/metrics").body();
  }

  private JsonNode entry(String kind) throws IOException {
    return log()
        .lines()
        .filter(line -> line.contains("\"" + kind + "\""))
        .map(LoginHttpTest::json)
        .findFirst()
        .orElseThrow();
  }

  private String log() {
    return KeyUseLines.text(folder);
  }

  private static List<String> fields(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode json(HttpResponse<String> response) {
    return json(response.body());
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }
}
