package io.sealbridge.integration.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** What a Vault driver has no words for, and other servers' APIs, as plain requests. */
public final class JsonHttp implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final HttpClient client;
  private final URI base;
  private final Map<String, String> headers;

  public JsonHttp(URI base, Optional<String> token, Optional<SSLContext> tls) {
    this(base, token.map(text -> Map.of("X-Vault-Token", text)).orElse(Map.of()), tls);
  }

  private JsonHttp(URI base, Map<String, String> headers, Optional<SSLContext> tls) {
    this.base = base;
    this.headers = headers;
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
    tls.ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  /** A client that shows its token as OAuth has it, in the way of Kubernetes. */
  public static JsonHttp bearer(URI base, String token, SSLContext tls) {
    return new JsonHttp(base, Map.of("Authorization", "Bearer " + token), Optional.of(tls));
  }

  /** An answer; {@code json} is a missing node if the body is empty or no JSON. */
  public static final class Answer {
    private final int status;
    private final byte[] body;

    Answer(int status, byte[] body) {
      this.status = status;
      this.body = body;
    }

    public int status() {
      return status;
    }

    public byte[] body() {
      return body;
    }

    public JsonNode json() {
      try {
        return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
      } catch (IOException _) {
        return MissingNode.getInstance();
      }
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public Answer expect(int expected) {
      if (status != expected) {
        throw new AssertionError("expected status " + expected + ", was " + status + ": " + text());
      }
      return this;
    }

    @Override
    public String toString() {
      return status + " " + text();
    }
  }

  public Answer get(String path) {
    return send("GET", path, HttpRequest.BodyPublishers.noBody());
  }

  public Answer put(String path, Object body) {
    return send("PUT", path, json(body));
  }

  public Answer post(String path, Map<String, ?> body) {
    return send("POST", path, json(body));
  }

  public Answer postYaml(String path, String yaml) {
    HttpRequest request =
        builder("POST", path, HttpRequest.BodyPublishers.ofString(yaml))
            .header("Content-Type", "application/yaml")
            .build();
    try {
      return exchange(request);
    } catch (IOException e) {
      throw new AssertionError("POST " + base.resolve(path) + " failed: " + e, e);
    }
  }

  public Answer delete(String path) {
    return send("DELETE", path, HttpRequest.BodyPublishers.noBody());
  }

  public Answer post(String path, byte[] body) {
    return send("POST", path, HttpRequest.BodyPublishers.ofByteArray(body));
  }

  /** The answer, or nothing where nobody listens. */
  public Optional<Answer> tryGet(String path) {
    try {
      return Optional.of(exchange(request("GET", path, HttpRequest.BodyPublishers.noBody())));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static HttpRequest.BodyPublisher json(Object body) {
    try {
      return HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Answer send(String method, String path, HttpRequest.BodyPublisher body) {
    try {
      return exchange(request(method, path, body));
    } catch (IOException e) {
      throw new AssertionError(method + " " + base.resolve(path) + " failed: " + e, e);
    }
  }

  private HttpRequest request(String method, String path, HttpRequest.BodyPublisher body) {
    return builder(method, path, body).build();
  }

  private HttpRequest.Builder builder(String method, String path, HttpRequest.BodyPublisher body) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(base.resolve(path)).timeout(LIMIT).method(method, body);
    headers.forEach(builder::header);
    return builder;
  }

  private Answer exchange(HttpRequest request) throws IOException {
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
