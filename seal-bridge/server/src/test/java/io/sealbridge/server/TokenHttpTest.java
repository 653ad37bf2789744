package io.sealbridge.server;

import static io.sealbridge.server.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.server.token.NewToken;
import io.sealbridge.server.token.TokenDirectory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens: what their holders are told, and how they end. */
class TokenHttpTest {

  private static final String SEAL = "/v1/transit/encrypt/root";
  private static final String BODY = "{\"plaintext\":\"YQ==\"}";

  @TempDir static Path folder;

  private static TestBridge bridge;

  @BeforeAll
  static void start() {
    bridge = new TestBridge(folder).key("root").startReady();
  }

  @AfterAll
  static void stop() {
    bridge.close();
  }

  @Test
  void answersARenewalOfATokenWithoutExpiryAsNotRenewable() {
    // given
    String token = known("vault", Optional.empty()).text();

    // when
    HttpResponse<String> renewed =
        bridge.call("PUT", "/v1/auth/token/renew-self", token, "{\"increment\":0}");

    // then
    JsonNode auth = json(renewed).get("auth");
    assertThat(renewed.statusCode()).isEqualTo(200);
    assertThat(auth.get("client_token").asText()).isEqualTo(token);
    assertThat(auth.get("renewable").asBoolean()).isFalse();
    assertThat(auth.get("lease_duration").asInt()).isZero();
    assertThat(auth.get("policies").isArray()).isTrue();
    assertThat(auth.get("policies").get(0).asText()).isEqualTo("key-root");
    assertThat(json(renewed).get("renewable").isBoolean()).isTrue();
    assertThat(renewed.headers().allValues("Content-Type")).containsExactly("application/json");
  }

  @Test
  void tellsTheTimeThatIsLeft() {
    // given
    NewToken token = known("vault", Optional.of(Instant.now().plusSeconds(3600)));

    // when
    JsonNode auth =
        json(bridge.call("POST", "/v1/auth/token/renew-self", token.text(), "")).get("auth");
    JsonNode data =
        json(bridge.call("GET", "/v1/auth/token/lookup-self", token.text(), "")).get("data");

    // then
    assertThat(auth.get("lease_duration").asLong()).isBetween(3500L, 3600L);
    assertThat(auth.get("renewable").asBoolean()).isFalse();
    assertThat(data.get("id").asText()).isEqualTo(token.text());
    assertThat(data.get("accessor").asText()).isEqualTo(token.issued().accessor());
    assertThat(data.get("ttl").asLong()).isBetween(3500L, 3600L);
    assertThat(data.get("expire_time").asText()).isNotEmpty();
    assertThat(data.get("policies").isArray()).isTrue();
    assertThat(data.get("renewable").asBoolean()).isFalse();
    assertThat(data.get("type").asText()).isEqualTo("service");
  }

  @Test
  void refusesARevokedTokenWithinSecondsOnALivingConnectionToo() throws IOException {
    // given
    NewToken token = known("vault", Optional.empty());

    // when
    var revoked = new TokenDirectory(folder.resolve("tokens")).revoke(token.issued().accessor());

    // then
    assertThat(revoked).isPresent();
    eventually("revoked", () -> bridge.call("PUT", SEAL, token.text(), BODY).statusCode() == 403);
  }

  @Test
  void refusesAnExpiredToken() {
    // given
    NewToken token = known("vault", Optional.of(Instant.now().plusSeconds(2)));

    // then
    eventually("expired", () -> bridge.call("PUT", SEAL, token.text(), BODY).statusCode() == 403);
  }

  @Test
  void takesABearerTokenWhereThereIsNoOther() {
    // given
    String token = known("vault", Optional.empty()).text();

    // then
    assertThat(with("Authorization", "Bearer " + token).statusCode()).isEqualTo(200);
    assertThat(with("Authorization", "Basic " + token).statusCode()).isEqualTo(400);
    assertThat(with("X-Vault-Token", token, "Authorization", "Bearer wrong").statusCode())
        .isEqualTo(200);
    assertThat(with("X-Vault-Token", "wrong", "Authorization", "Bearer " + token).statusCode())
        .isEqualTo(403);
    assertThat(with("X-Vault-Token", token, "X-Vault-Token", token).statusCode()).isEqualTo(400);
  }

  @Test
  void refusesToWrapAnAnswerInsteadOfGivingItBare() {
    // given
    String token = known("vault", Optional.empty()).text();

    // then
    assertThat(with("X-Vault-Token", token, "X-Vault-Wrap-TTL", "60s").body())
        .contains("response wrapping is not supported");
  }

  private static NewToken known(String identity, Optional<Instant> expires) {
    NewToken token = bridge.newToken(identity, expires);
    eventually(
        "token known",
        () ->
            bridge.call("GET", "/v1/auth/token/lookup-self", token.text(), "").statusCode() == 200);
    return token;
  }

  private static HttpResponse<String> with(String... headers) {
    return bridge.send(
        HttpRequest.newBuilder(URI.create(bridge.url(SEAL)))
            .headers(headers)
            .PUT(HttpRequest.BodyPublishers.ofString(BODY))
            .build());
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return new ObjectMapper().readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + response.body(), e);
    }
  }
}
