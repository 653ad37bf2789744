package io.sealbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.server.http.Route;
import io.sealbridge.server.http.Routes;
import io.sealbridge.server.http.Routing;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document says what is served, and what is served is in the document. */
class OpenApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private record Operation(String method, String path, JsonNode about) {

    /** The path with the examples of its parameters. */
    String uri() {
      String uri = path;
      String query = "";
      for (JsonNode parameter : about.path("parameters")) {
        String name = parameter.get("name").asText();
        String example = parameter.get("example").asText();
        if (parameter.get("in").asText().equals("path")) {
          uri = uri.replace("{" + name + "}", example);
        } else if (!example.isEmpty()) {
          query += (query.isEmpty() ? "?" : "&") + name + "=" + example;
        }
      }
      return uri + query;
    }
  }

  @TempDir Path folder;

  @Test
  void everyOperationIsServedUnderItsNameAndEveryRouteIsDescribed() throws IOException {
    // given
    Routes routes = new Routes("transit", Set.of("kubernetes"));
    Set<Class<?>> described = new HashSet<>();

    // then
    for (Operation operation : operations()) {
      String what = operation.method() + " " + operation.path();
      assertThat(routes.parse(operation.method(), operation.uri()))
          .as(what)
          .isInstanceOfSatisfying(
              Routing.Found.class,
              found -> {
                assertThat(found.route().operation())
                    .as(what)
                    .isEqualTo(operation.about().get("operationId").asText());
                described.add(found.route().getClass());
              });
    }
    assertThat(described).containsExactlyInAnyOrderElementsOf(kinds(Route.class));
  }

  @Test
  void isServed() throws IOException {
    try (TestBridge bridge = bridge()) {
      HttpResponse<String> served =
          bridge.call("GET", "/v1/sys/internal/specs/openapi", bridge.token("operator"), "");

      assertThat(served.statusCode()).isEqualTo(200);
      assertThat(JSON.readTree(served.body())).isEqualTo(document());
    }
  }

  @Test
  void everyExampleIsAnsweredAsTheDocumentSays() throws IOException {
    try (TestBridge bridge = bridge()) {
      String token = bridge.token("operator");
      Map<String, String> made = made(bridge, token);
      int complete = 0;
      for (Operation operation : operations()) {
        String body =
            operation.method().equals("POST")
                ? operation.about().at("/requestBody/content/application~1json/example").toString()
                : "";
        for (Map.Entry<String, String> one : made.entrySet()) {
          body = body.replace(one.getKey(), one.getValue());
        }
        HttpResponse<String> answer = bridge.call(operation.method(), operation.uri(), token, body);
        complete += check(operation, answer) ? 1 : 0;
      }
      assertThat(complete).as("examples that were answered by 200").isGreaterThan(LEAST_COMPLETE);
    }
  }

  private static final int LEAST_COMPLETE = 22;

  /** Whether the operation was done; whatever was answered must be in the document. */
  private static boolean check(Operation operation, HttpResponse<String> answer)
      throws IOException {
    String what = operation.method() + " " + operation.path() + ": " + answer.body();
    JsonNode named = operation.about().get("responses").get(Integer.toString(answer.statusCode()));
    assertThat(named).as(answer.statusCode() + " to " + what).isNotNull();
    JsonNode response =
        named.has("$ref") ? document().at(named.get("$ref").asText().substring(1)) : named;
    JsonNode schema = response.at("/content/application~1json/schema");
    if (schema.isMissingNode()) {
      assertThat(answer.body()).as(what).isEmpty();
      return false;
    }
    JsonNode body = JSON.readTree(answer.body());
    requires(schema, body, what);
    JsonNode data = schema.at("/properties/data");
    if (!data.isMissingNode()) {
      requires(data, body.get("data"), what);
      if (!data.get("properties").isEmpty()) {
        assertThat(data.get("properties").fieldNames())
            .toIterable()
            .as(what)
            .containsAll(() -> body.get("data").fieldNames());
      }
    }
    return answer.statusCode() == 200;
  }

  private static void requires(JsonNode schema, JsonNode object, String what) {
    for (JsonNode field : schema.get("required")) {
      assertThat(object.has(field.asText())).as(field + " in " + what).isTrue();
    }
  }

  private TestBridge bridge() {
    return new TestBridge(folder)
        .key("root")
        .applicationKey("p256", KeyType.ECDSA_P256)
        .applicationKey("codes", KeyType.HMAC)
        .startReady();
  }

  private static Map<String, String> made(TestBridge bridge, String token) throws IOException {
    String sealed =
        bridge.call("PUT", "/v1/transit/encrypt/root", token, "{\"plaintext\":\"YQ==\"}").body();
    String signed =
        bridge.call("PUT", "/v1/transit/sign/p256", token, "{\"input\":\"aGVsbG8=\"}").body();
    return Map.of(
        "CIPHERTEXT", JSON.readTree(sealed).at("/data/ciphertext").asText(),
        "SIGNATURE", JSON.readTree(signed).at("/data/signature").asText());
  }

  private static List<Operation> operations() throws IOException {
    List<Operation> operations = new ArrayList<>();
    document()
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            operations.add(
                                new Operation(
                                    method.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    method.getValue()))));
    return operations;
  }

  private static JsonNode document() throws IOException {
    try (InputStream document =
        Objects.requireNonNull(OpenApiTest.class.getResourceAsStream("/openapi.json"))) {
      return JSON.readTree(document);
    }
  }

  private static Set<Class<?>> kinds(Class<?> type) {
    Class<?>[] permitted = type.getPermittedSubclasses();
    if (permitted == null) {
      return Set.of(type);
    }
    Set<Class<?>> kinds = new HashSet<>();
    for (Class<?> one : permitted) {
      kinds.addAll(kinds(one));
    }
    return kinds;
  }
}
