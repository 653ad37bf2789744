package io.sealbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageHttpTest {

  private static final String USAGE = "/v1/sys/seal-bridge/usage/root";

  @TempDir Path folder;

  @Test
  void tellsWhenAVersionWasLastUsedByWhomAndForWhat() throws JsonProcessingException {
    try (TestBridge bridge = new TestBridge(folder).key("root")) {
      // given
      String vault = bridge.token("vault");
      String operator = bridge.token("operator");
      String nobody = bridge.token("nobody");
      bridge.startReady();
      assertThat(data(bridge.call("GET", USAGE, operator, "")).get("versions")).isEmpty();

      // when
      bridge.call("PUT", "/v1/transit/encrypt/root", vault, "{\"plaintext\":\"YQ==\"}");
      JsonNode seen = data(bridge.call("GET", USAGE, operator, ""));

      // then
      assertThat(seen.get("name").asText()).isEqualTo("root");
      assertThat(seen.at("/versions/1/identity").asText()).isEqualTo("vault");
      assertThat(seen.at("/versions/1/operation").asText()).isEqualTo("encrypt");
      assertThat(Instant.parse(seen.at("/versions/1/last_used").asText())).isAfter(Instant.EPOCH);
      assertThat(seen.at("/versions/1/operations/encrypt/identity").asText()).isEqualTo("vault");
      assertThat(seen.at("/versions/1/operations/decrypt").isMissingNode()).isTrue();
      assertThat(Instant.parse(seen.get("since").asText()))
          .isBeforeOrEqualTo(Instant.parse(seen.at("/versions/1/last_used").asText()));
      assertThat(bridge.call("GET", USAGE, nobody, "").statusCode()).isEqualTo(403);
    }
  }

  private static JsonNode data(HttpResponse<String> answer) throws JsonProcessingException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body()).get("data");
  }
}
