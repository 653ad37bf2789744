package io.sealbridge.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that answers each request as it was told to, and remembers what it was asked. */
public final class FakeVault implements AutoCloseable {
  /** What it answers; without an answer the connection is cut. */
  public record Reply(
      Optional<Integer> status, String contentType, String body, Map<String, String> headers) {
    public Reply(Optional<Integer> status, String contentType, String body) {
      this(status, contentType, body, Map.of());
    }

    public static Reply json(int status, String body) {
      return new Reply(Optional.of(status), "application/json", body);
    }

    public static Reply cut() {
      return new Reply(Optional.empty(), "", "");
    }

    public Reply with(String header, String value) {
      return new Reply(status, contentType, body, Map.of(header, value));
    }
  }

  /** What it was asked. */
  public record Asked(String line, Map<String, List<String>> headers, String body) {}

  private final Map<String, Queue<Reply>> replies = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  public FakeVault() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public VaultApi api() {
    return VaultApi.open(
        VaultAddress.of(address()),
        new VaultToken("s.secret-token"),
        new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(500)));
  }

  /** The last reply is repeated; a path without replies answers 404 as Vault does. */
  public FakeVault answering(String line, Reply... answers) {
    replies.put(line, new ConcurrentLinkedQueue<>(List.of(answers)));
    return this;
  }

  public FakeVault answering(String line, int status, String body) {
    return answering(line, Reply.json(status, body));
  }

  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  public List<String> askedLines() {
    return asked.stream().map(Asked::line).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(new Asked(line, Map.copyOf(exchange.getRequestHeaders()), body));
    Reply reply = next(line);
    if (reply.status().isEmpty()) {
      exchange.close();
      return;
    }
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", reply.contentType());
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(
        reply.status().orElseThrow(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Reply next(String line) {
    Queue<Reply> queue = replies.get(line);
    if (queue == null) {
      return Reply.json(404, "{\"errors\":[]}");
    }
    Reply reply = queue.size() > 1 ? queue.poll() : queue.peek();
    return java.util.Objects.requireNonNull(reply);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
