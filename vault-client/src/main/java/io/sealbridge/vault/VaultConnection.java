package io.sealbridge.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.jopenlibs.vault.rest.Rest;
import io.github.jopenlibs.vault.rest.RestException;
import io.github.jopenlibs.vault.rest.RestResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Single requests over one shared client; no attempt is repeated and no redirect followed here. */
final class VaultConnection implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int READ_SECONDS = 60;
  private static final int LARGEST_REFUSAL = 64 * 1024;

  private final ObjectMapper json = new ObjectMapper();
  private final VaultAddress address;
  private final Optional<VaultToken> token;
  private final HttpClient client;
  private final LastWrite lastWrite;

  VaultConnection(VaultAddress address, Optional<VaultToken> token, LastWrite lastWrite) {
    this.address = address;
    this.token = token;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT);
    address.caFile().map(TrustedAuthorities::context).ifPresent(builder::sslContext);
    this.client = builder.build();
    this.lastWrite = lastWrite;
  }

  /**
   * @throws IOException if there is no answer
   */
  VaultAnswer send(URI base, VaultRequest request) throws IOException, InterruptedException {
    ConsistentClient consistent = new ConsistentClient(client, lastWrite);
    Rest rest =
        new Rest(consistent)
            .url(request.uri(base).toString())
            .readTimeoutSeconds(READ_SECONDS)
            .header("X-Vault-Request", "true");
    token.ifPresent(known -> rest.header("X-Vault-Token", known.text()));
    address.namespace().ifPresent(name -> rest.header("X-Vault-Namespace", name));
    try {
      return answer(send(rest, request), consistent.retryAfter());
    } catch (RestException e) {
      throw unwrap(e);
    }
  }

  /**
   * Reads, without the driver, which holds whole answers in memory.
   *
   * @throws IOException if there is no answer, or it broke, or {@code reader} throws it
   */
  <T> Streamed<T> stream(URI base, VaultRequest request, StreamReader<T> reader)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.uri(base))
            .timeout(Duration.ofSeconds(READ_SECONDS))
            .header("X-Vault-Request", "true");
    token.ifPresent(known -> builder.header("X-Vault-Token", known.text()));
    address.namespace().ifPresent(name -> builder.header("X-Vault-Namespace", name));
    HttpResponse<InputStream> response =
        client.send(builder.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() == 200) {
        return new Streamed.Read<>(reader.read(body));
      }
      return new Streamed.Refused<>(
          new VaultAnswer(
              response.statusCode(),
              response.headers().firstValue("Content-Type").orElse(""),
              parse(body.readNBytes(LARGEST_REFUSAL)),
              Optional.empty()));
    }
  }

  private RestResponse send(Rest rest, VaultRequest request) throws RestException {
    return switch (request.operation()) {
      case READ -> rest.get();
      case LIST -> rest.parameter("list", "true").get();
      case WRITE -> rest.header("Content-Type", "application/json").body(body(request)).post();
      case DELETE -> rest.delete();
    };
  }

  private byte[] body(VaultRequest request) {
    try {
      return json.writeValueAsBytes(request.body());
    } catch (JsonProcessingException _) {
      // The cause may quote the body.
      throw new IllegalArgumentException("the body of " + request + " does not become JSON");
    }
  }

  private VaultAnswer answer(RestResponse response, Optional<Duration> retryAfter) {
    return new VaultAnswer(
        response.getStatus(),
        Optional.ofNullable(response.getMimeType()).orElse(""),
        parse(response.getBody()),
        retryAfter);
  }

  private JsonNode parse(byte[] body) {
    try {
      return body.length == 0 ? MissingNode.getInstance() : json.readTree(body);
    } catch (IOException _) {
      return MissingNode.getInstance();
    }
  }

  /** The driver wraps what happened, often more than once. */
  private static IOException unwrap(RestException wrapper) throws InterruptedException {
    Throwable cause = wrapper;
    while (cause instanceof RestException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case InterruptedException interrupted -> throw interrupted;
      case IOException io -> io;
      case RuntimeException bug -> throw bug;
      default -> new IOException(cause.getClass().getSimpleName());
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
