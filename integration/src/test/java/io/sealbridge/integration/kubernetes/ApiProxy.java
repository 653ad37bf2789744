package io.sealbridge.integration.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.sealbridge.integration.process.ForwardedRequest;
import io.sealbridge.integration.process.Ports;
import io.sealbridge.integration.tls.TlsContexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An address in front of an API server, with a certificate of its authority and a door. */
public final class ApiProxy implements AutoCloseable {
  private static final List<String> PASSED_ON = List.of("Authorization", "Content-Type", "Accept");
  private static final List<String> QUESTIONS =
      List.of("/apis/authorization.k8s.io/", "/apis/authentication.k8s.io/");
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final KubernetesApi api;
  private final ApiDoor door;
  private final HttpClient client;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpsServer server;

  public ApiProxy(KubernetesApi api, ApiDoor door) {
    this.api = api;
    this.door = door;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(TlsContexts.trusting(api.authority().certificate()))
            .build();
    try {
      server =
          HttpsServer.create(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setHttpsConfigurator(
        new HttpsConfigurator(TlsContexts.of(api.authority().issue("proxy.test"))));
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public URI address() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  /** An administrator's, who comes by this address. */
  public Path kubeconfig() {
    return api.kubeconfig(ClusterUser.ADMIN, address());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      ApiDoor.Passing request = passing(exchange);
      Optional<Integer> refused = door.refused(request);
      if (refused.isPresent()) {
        answer(exchange, refused.get(), "application/json", status(refused.get()));
        return;
      }
      HttpResponse<byte[]> answer =
          client.send(
              ForwardedRequest.of(api.address(), exchange, body, PASSED_ON, LIMIT),
              HttpResponse.BodyHandlers.ofByteArray());
      door.answered(request);
      answer(
          exchange,
          answer.statusCode(),
          answer.headers().firstValue("Content-Type").orElse("application/json"),
          answer.body());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static ApiDoor.Passing passing(HttpExchange exchange) {
    URI uri = exchange.getRequestURI();
    String query = Optional.ofNullable(uri.getQuery()).orElse("");
    boolean changes =
        !exchange.getRequestMethod().equals("GET")
            && !query.contains("dryRun")
            && QUESTIONS.stream().noneMatch(uri.getPath()::startsWith);
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return new ApiDoor.Passing(changes, header == null ? "" : header.replaceFirst("Bearer ", ""));
  }

  private static byte[] status(int code) {
    return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":%d}"
        .formatted(code)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }
}
