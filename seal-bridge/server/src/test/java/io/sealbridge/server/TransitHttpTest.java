package io.sealbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shapes and statuses that Vault and its drivers rely on. */
class TransitHttpTest {

  @TempDir static Path folder;

  private static TestBridge bridge;
  private static String vault;
  private static String operator;

  @BeforeAll
  static void start() {
    bridge = new TestBridge(folder).key("root").key("other");
    vault = bridge.token("vault");
    operator = bridge.token("operator");
    bridge.startReady();
  }

  @AfterAll
  static void stop() {
    bridge.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "POST"})
  void sealsAndOpens(String method) {
    // when
    HttpResponse<String> sealed =
        bridge.call(method, "/v1/transit/encrypt/root", vault, "{\"plaintext\":\"YQ==\"}");
    String ciphertext = json(sealed).at("/data/ciphertext").asText();
    HttpResponse<String> opened =
        bridge.call(
            method, "/v1/transit/decrypt/root", vault, "{\"ciphertext\":\"" + ciphertext + "\"}");

    // then
    assertThat(sealed.statusCode()).isEqualTo(200);
    assertThat(ciphertext).startsWith("vault:v1:");
    assertThat(json(sealed).at("/data/key_version").asInt()).isEqualTo(1);
    assertThat(opened.statusCode()).isEqualTo(200);
    assertThat(json(opened).at("/data/plaintext").asText()).isEqualTo("YQ==");
  }

  @Test
  void answersInVaultsEnvelopeWithTheExactContentType() {
    // when
    HttpResponse<String> sealed =
        bridge.call("PUT", "/v1/transit/encrypt/root", vault, "{\"plaintext\":\"YQ==\"}");

    // then
    assertThat(sealed.headers().allValues("Content-Type")).containsExactly("application/json");
    assertThat(sealed.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(json(sealed).fieldNames())
        .toIterable()
        .containsExactly(
            "request_id",
            "lease_id",
            "renewable",
            "lease_duration",
            "data",
            "wrap_info",
            "warnings",
            "auth",
            "mount_type");
    assertThat(json(sealed).get("request_id").asText())
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(json(sealed).get("renewable").isBoolean()).isTrue();
    assertThat(json(sealed).get("lease_duration").asInt()).isZero();
    assertThat(json(sealed).get("warnings").isNull()).isTrue();
  }

  @Test
  void bindsAssociatedData() {
    // given
    String ciphertext = seal("{\"plaintext\":\"YQ==\",\"associated_data\":\"eA==\"}");

    // then
    assertThat(open("{\"ciphertext\":\"%s\",\"associated_data\":\"eA==\"}", ciphertext))
        .isEqualTo(200);
    assertThat(open("{\"ciphertext\":\"%s\",\"associated_data\":\"eQ==\"}", ciphertext))
        .isEqualTo(400);
    assertThat(open("{\"ciphertext\":\"%s\"}", ciphertext)).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"1\"", "0", "\"0\""})
  void takesNumbersAsNumbersAndAsText(String version) {
    assertThat(seal("{\"plaintext\":\"YQ==\",\"key_version\":" + version + "}"))
        .startsWith("vault:v1:");
  }

  @Test
  void readsEscapedBase64AndIgnoresWhatVaultIgnores() {
    // when
    HttpResponse<String> sealed =
        bridge.call(
            "PUT",
            "/v1/transit/encrypt/root",
            vault,
            "{\"plaintext\":\"\\/\\/8\\u003d\",\"type\":\"aes256-gcm96\",\"context\":\"\","
                + "\"convergent_encryption\":\"false\",\"nonce\":null}");
    HttpResponse<String> opened =
        bridge.call(
            "PUT",
            "/v1/transit/decrypt/root",
            vault,
            "{\"ciphertext\":\"" + json(sealed).at("/data/ciphertext").asText() + "\"}");

    // then
    assertThat(json(opened).at("/data/plaintext").asText()).isEqualTo("//8=");
    assertThat(json(sealed).at("/warnings/0").asText())
        .isEqualTo("1 unrecognized parameters were ignored");
  }

  @Test
  void showsAKeyAsVaultDoes() {
    // when
    HttpResponse<String> read = bridge.call("GET", "/v1/transit/keys/root", vault, "");

    // then
    JsonNode data = json(read).get("data");
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(data.get("name").asText()).isEqualTo("root");
    assertThat(data.get("type").asText()).isEqualTo("aes256-gcm96");
    assertThat(data.get("latest_version").asInt()).isEqualTo(1);
    assertThat(data.at("/keys/1").isNumber()).isTrue();
    assertThat(data.get("exportable").asBoolean()).isFalse();
    assertThat(data.get("min_decryption_version").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"LIST,/v1/transit/keys", "GET,/v1/transit/keys?list=true", "LIST,/v1/transit/keys/"})
  void listsTheKeysThatTheCallerMayList(String method, String path) {
    assertThat(json(bridge.call(method, path, operator, "")).at("/data/keys"))
        .extracting(JsonNode::asText)
        .containsExactly("other", "root");
    assertThat(bridge.call(method, path, vault, "").statusCode()).isEqualTo(403);
  }

  @Test
  void rotatesWithAGrant() {
    // when
    HttpResponse<String> refused =
        bridge.call("POST", "/v1/transit/keys/other/rotate", vault, "{}");
    HttpResponse<String> rotated =
        bridge.call("POST", "/v1/transit/keys/other/rotate", operator, "{}");

    // then
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(rotated.statusCode()).isEqualTo(200);
    assertThat(json(rotated).at("/data/latest_version").asInt()).isGreaterThan(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET|/v1/transit/keys/absent|operator||404|",
        "PUT|/v1/transit/encrypt/absent|operator|{\"plaintext\":\"YQ==\"}|400|encryption key not found",
        "PUT|/v1/transit/encrypt/Root|operator|{\"plaintext\":\"YQ==\"}|400|encryption key not found",
        "PUT|/v1/transit/encrypt/other|vault|{\"plaintext\":\"YQ==\"}|403|permission denied",
        "PUT|/v1/transit/encrypt/root|none|{\"plaintext\":\"YQ==\"}|400|missing client token",
        "PUT|/v1/transit/encrypt/root|wrong|{\"plaintext\":\"YQ==\"}|403|'2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n'",
        "GET|/v1/transit/encrypt/root|vault||405|unsupported operation",
        "DELETE|/v1/transit/encrypt/root|operator||405|unsupported operation",
        "GET|/v1/nothing/here|vault||404|no handler for route \"/v1/nothing/here\". route entry not found.",
        "PUT|/v1/transit/convert/root|vault|{}|404|no handler for route \"/v1/transit/convert/root\". route entry not found.",
        "GET|/|none||404|no handler for route \"/\". route entry not found."
      })
  void refusesAsVaultDoes(
      String method, String path, String who, String body, int status, String text)
      throws JsonProcessingException {
    // given
    String token =
        switch (who) {
          case "vault" -> vault;
          case "operator" -> operator;
          case "wrong" -> "sbt_wrong";
          default -> "";
        };

    // when
    HttpResponse<String> refused = bridge.call(method, path, token, body == null ? "" : body);

    // then
    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.headers().allValues("Content-Type")).containsExactly("application/json");
    assertThat(json(refused).get("errors"))
        .extracting(JsonNode::asText)
        .isEqualTo(text == null ? java.util.List.of() : java.util.List.of(text));
  }

  private static String seal(String body) {
    return json(bridge.call("PUT", "/v1/transit/encrypt/root", vault, body))
        .at("/data/ciphertext")
        .asText();
  }

  private static int open(String body, String ciphertext) {
    return bridge
        .call("PUT", "/v1/transit/decrypt/root", vault, body.formatted(ciphertext))
        .statusCode();
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return new ObjectMapper().readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + response.body(), e);
    }
  }
}
