package io.sealbridge.server.login;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.sealbridge.server.TestPki;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTPS server on loopback that answers what it was told to, and remembers what it was asked.
 */
final class TestServer implements AutoCloseable {

  record Answer(int status, String body, Map<String, String> headers) {}

  record Asked(String method, String path, String authorization, String body) {}

  private final TestPki pki = new TestPki("authority of " + System.nanoTime());
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  TestServer() {
    try {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setHttpsConfigurator(new HttpsConfigurator(pki.client(pki.server())));
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      asked.add(
          new Asked(
              exchange.getRequestMethod(),
              path,
              authorization == null ? "" : authorization,
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      gate.await();
      Answer answer = answers.getOrDefault(path, new Answer(404, "not found", Map.of()));
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  TestServer on(String path, int status, String body) {
    answers.put(path, new Answer(status, body, Map.of()));
    return this;
  }

  TestServer redirect(String path, int status, String to) {
    answers.put(path, new Answer(status, "", Map.of("Location", to)));
    return this;
  }

  /** Publishes these keys at {@code path}. */
  TestServer publish(String path, IssuerKey... keys) {
    return on(path, 200, keySet(keys));
  }

  static String keySet(IssuerKey... keys) {
    return "{\"keys\":["
        + String.join(",", List.of(keys).stream().map(key -> key.jwk().toJSONString()).toList())
        + "]}";
  }

  /** From now on answers wait until {@link #letGo}. */
  void hold() {
    gate = new CountDownLatch(1);
  }

  void letGo() {
    gate.countDown();
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  long asked(String path) {
    return asked.stream().filter(one -> one.path().equals(path)).count();
  }

  String url(String path) {
    return "https://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** Writes the authority that signed the server's certificate. */
  void writeCa(Path folder, String file) {
    pki.write(folder, file);
  }

  @Override
  public void close() {
    letGo();
    server.stop(0);
    threads.shutdownNow();
  }
}
