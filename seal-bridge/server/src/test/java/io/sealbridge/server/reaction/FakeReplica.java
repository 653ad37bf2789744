package io.sealbridge.server.reaction;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A management listener that says what it is told to say. */
public final class FakeReplica implements AutoCloseable {
  private final HttpServer server;
  private final Deque<String> answers = new ArrayDeque<>();

  public FakeReplica() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/state",
        exchange -> {
          byte[] body = next().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** These answers in turn, the last of them again and again. */
  public FakeReplica says(String... texts) {
    synchronized (answers) {
      answers.clear();
      answers.addAll(List.of(texts));
    }
    return this;
  }

  public FakeReplica says(ReplicaState... states) {
    return says(List.of(states).stream().map(ReplicaStateFormat::write).toArray(String[]::new));
  }

  private String next() {
    synchronized (answers) {
      return answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** A replica whose key {@code root} stands so. */
  public static ReplicaState state(String node, long serial, boolean frozen, boolean recorded) {
    return state(
        node,
        new ReplicaState.Key(
            "root", serial, 1, 1, frozen, Instant.EPOCH, Optional.empty(), recorded),
        new ReplicaState.Denied("", 0, 0, 0, Optional.empty(), false));
  }

  public static ReplicaState state(String node, ReplicaState.Key key, ReplicaState.Denied denied) {
    return new ReplicaState("test", node, "9.8.7", List.of(key), denied);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
