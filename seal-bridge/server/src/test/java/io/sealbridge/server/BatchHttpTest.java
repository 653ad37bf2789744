package io.sealbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many items in one request. */
class BatchHttpTest {

  private static final String GOOD = "{\"plaintext\":\"YQ==\"}";
  private static final String WRONG = "{\"plaintext\":\"Y\"}";

  @TempDir static Path folder;

  private static TestBridge bridge;
  private static String operator;

  @BeforeAll
  static void start() {
    bridge = new TestBridge(folder).key("root").key("other");
    operator = bridge.token("operator");
    bridge.startReady();
  }

  @AfterAll
  static void stop() {
    bridge.close();
  }

  @Test
  void sealsAndOpensManyInTheirOrder() {
    // given
    int count = 300;

    // when
    JsonNode sealed =
        results(
            200,
            put(
                "encrypt/root",
                batch(
                    IntStream.range(0, count)
                        .mapToObj(
                            i ->
                                "{\"plaintext\":\"%s\",\"reference\":\"r%d\",\"key_version\":\"1\"}"
                                    .formatted(plaintext(i), i)))));
    JsonNode opened =
        results(
            200,
            put(
                "decrypt/root",
                batch(
                    IntStream.range(0, count)
                        .mapToObj(
                            i ->
                                "{\"ciphertext\":\"%s\"}"
                                    .formatted(sealed.get(i).get("ciphertext").asText())))));

    // then
    assertThat(sealed).hasSize(count);
    assertThat(opened).hasSize(count);
    for (int i = 0; i < count; i++) {
      assertThat(sealed.get(i).get("reference").asText()).isEqualTo("r" + i);
      assertThat(sealed.get(i).get("key_version").asInt()).isEqualTo(1);
      assertThat(opened.get(i).get("plaintext").asText()).isEqualTo(plaintext(i));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[G,W,G] | | 400",
        "[G,W,G] | ,\"partial_failure_response_code\":207 | 207",
        "[W,W] | ,\"partial_failure_response_code\":207 | 400",
        "[G,G] | ,\"partial_failure_response_code\":207 | 200"
      })
  void saysWhatFailedAndAnswersTheStatusOfTheRule(
      String items, @org.jspecify.annotations.Nullable String more, int status) {
    // when
    HttpResponse<String> answered =
        put(
            "encrypt/root",
            "{\"batch_input\":"
                + items.replace("G", GOOD).replace("W", WRONG)
                + (more == null ? "" : more)
                + "}");

    // then
    JsonNode results = results(status, answered);
    String letters = items.replaceAll("[^GW]", "");
    for (int i = 0; i < letters.length(); i++) {
      assertThat(results.get(i).has("ciphertext")).isEqualTo(letters.charAt(i) == 'G');
      assertThat(results.get(i).has("error")).isEqualTo(letters.charAt(i) == 'W');
    }
  }

  @Test
  void refusesAllAtOnceAndOnceInTheLogWhatNoItemMayDo() throws java.io.IOException {
    // when
    HttpResponse<String> refused =
        bridge.call(
            "PUT",
            "/v1/transit/encrypt/other",
            bridge.token("vault"),
            batch(IntStream.range(0, 50).mapToObj(_ -> GOOD)));

    // then
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).isEqualTo("{\"errors\":[\"permission denied\"]}\n");
    assertThat(refusals()).isEqualTo(1);
  }

  @Test
  void refusesEmptyAndTooLargeBatches() {
    assertThat(put("encrypt/root", "{\"batch_input\":[]}").body())
        .contains("missing batch input to process");
    assertThat(put("encrypt/root", batch(IntStream.range(0, 1001).mapToObj(_ -> GOOD))).body())
        .contains("more than 1000 items");
  }

  private static long refusals() {
    return KeyUseLines.of(folder).stream()
        .filter(line -> line.contains("no grant for encrypt"))
        .count();
  }

  private static String plaintext(int i) {
    return java.util.Base64.getEncoder()
        .encodeToString(("item " + i).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static String batch(Stream<String> items) {
    return "{\"batch_input\":[" + items.collect(Collectors.joining(",")) + "]}";
  }

  private static HttpResponse<String> put(String path, String body) {
    return bridge.call("PUT", "/v1/transit/" + path, operator, body);
  }

  private static JsonNode results(int status, HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    try {
      return new ObjectMapper().readTree(response.body()).at("/data/batch_results");
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + response.body(), e);
    }
  }
}
