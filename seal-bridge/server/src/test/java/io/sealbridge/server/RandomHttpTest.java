package io.sealbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sealing anew, data keys and random bytes, as Vault's clients ask for them. */
class RandomHttpTest {

  @TempDir static Path folder;

  private static TestBridge bridge;
  private static String vault;
  private static String operator;

  @BeforeAll
  static void start() {
    bridge = new TestBridge(folder).key("root");
    vault = bridge.token("vault");
    operator = bridge.token("operator");
    bridge.startReady();
  }

  @AfterAll
  static void stop() {
    bridge.close();
  }

  @Test
  void sealsAnewOneTextOrMany() {
    // given
    String old = data(put("encrypt/root", "{\"plaintext\":\"YQ==\"}")).get("ciphertext").asText();
    assertThat(put("keys/root/rotate", "").statusCode()).isEqualTo(200);

    // when
    JsonNode one = data(put("rewrap/root", "{\"ciphertext\":\"" + old + "\"}"));
    JsonNode many =
        data(
            put(
                "rewrap/root",
                "{\"batch_input\":[{\"ciphertext\":\""
                    + old
                    + "\",\"key_version\":\"1\",\"reference\":\"a\"}]}"));

    // then
    assertThat(one.get("ciphertext").asText()).startsWith("vault:v2:");
    assertThat(one.get("key_version").asInt()).isEqualTo(2);
    assertThat(opened(one.get("ciphertext").asText())).isEqualTo("YQ==");
    assertThat(many.at("/batch_results/0/ciphertext").asText()).startsWith("vault:v1:");
    assertThat(many.at("/batch_results/0/reference").asText()).isEqualTo("a");
    assertThat(put("rewrap/root", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void aBatchSealedAnewSaysByItemWhatFailed() {
    // given
    String old = data(put("encrypt/root", "{\"plaintext\":\"YQ==\"}")).get("ciphertext").asText();
    String body = "{\"batch_input\":[{\"ciphertext\":\"" + old + "\"},{\"ciphertext\":\"x\"}]}";

    // when
    JsonNode answers = data(put("rewrap/root", body)).get("batch_results");

    // then
    assertThat(opened(answers.at("/0/ciphertext").asText())).isEqualTo("YQ==");
    assertThat(answers.at("/1/error").asText()).isEqualTo("invalid ciphertext: no prefix");
  }

  @ParameterizedTest
  @CsvSource({"'',32", "'{\"bits\":\"128\"}',16", "'{\"bits\":512}',64"})
  void aDataKeyOpensToWhatIsShown(String body, int length) {
    // when
    JsonNode made = data(put("datakey/plaintext/root", body));

    // then
    assertThat(opened(made.get("ciphertext").asText())).isEqualTo(made.get("plaintext").asText());
    assertThat(Base64.getDecoder().decode(made.get("plaintext").asText())).hasSize(length);
  }

  @Test
  void aWrappedDataKeyIsNotShown() {
    assertThat(data(put("datakey/wrapped/root", "")).fieldNames())
        .toIterable()
        .containsExactly("ciphertext", "key_version");
    assertThat(put("datakey/wrapped/root", "{\"bits\":192}").body()).contains("invalid bit length");
  }

  @ParameterizedTest
  @CsvSource({
    "random,'',32",
    "random,null,32",
    "random,' null ',32",
    "random/7,'',7",
    "random/platform/9,'',9",
    "random,'{\"bytes\":\"11\"}',11",
    "random/3,'{\"bytes\":11}',3"
  })
  void randomBytesInBase64(String path, String body, int length) {
    String text = data(put(path, body)).get("random_bytes").asText();

    assertThat(Base64.getDecoder().decode(text)).hasSize(length);
  }

  @Test
  void randomBytesInHexAndWithinBounds() {
    assertThat(data(put("random/5", "{\"format\":\"hex\"}")).get("random_bytes").asText())
        .matches("[0-9a-f]{10}");
    assertThat(put("random/5", "{\"format\":\"octal\"}").statusCode()).isEqualTo(400);
    for (String path : new String[] {"random/200000", "random/0", "random/seal/00"}) {
      assertThat(put(path, "").statusCode()).as(path).isEqualTo(400);
    }
  }

  @Test
  void eachNeedsItsGrant() {
    for (String path : new String[] {"rewrap/root", "datakey/wrapped/root", "random"}) {
      HttpResponse<String> refused =
          bridge.call("PUT", "/v1/transit/" + path, vault, "{\"ciphertext\":\"vault:v1:YQ==\"}");

      assertThat(refused.statusCode()).as(path).isEqualTo(403);
    }
  }

  private static String opened(String ciphertext) {
    return data(put("decrypt/root", "{\"ciphertext\":\"" + ciphertext + "\"}"))
        .get("plaintext")
        .asText();
  }

  private static HttpResponse<String> put(String path, String body) {
    return bridge.call("PUT", "/v1/transit/" + path, operator, body);
  }

  private static JsonNode data(HttpResponse<String> answer) {
    try {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return new ObjectMapper().readTree(answer.body()).get("data");
    } catch (JsonProcessingException e) {
      throw new AssertionError(answer.body(), e);
    }
  }
}
