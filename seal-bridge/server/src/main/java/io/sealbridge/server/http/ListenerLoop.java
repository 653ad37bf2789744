package io.sealbridge.server.http;

import io.sealbridge.server.config.Address;
import io.sealbridge.server.identity.Credential;
import io.sealbridge.server.identity.Identification;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One event loop's share of a listener: its connections, its requests, and their deadlines. */
final class ListenerLoop extends VerticleBase {

  private static final long SWEEP_MILLIS = 250;

  private final ListenerParts parts;
  private final ServerFactory servers;
  private final AtomicInteger connectionsOfListener;
  private final @Nullable PeerUser peerUser;
  private final RequestIds requestIds;
  private final IdentityHashMap<HttpConnection, ClientConnection> connections =
      new IdentityHashMap<>();
  private final Set<Exchange> receiving = new LinkedHashSet<>();
  private @Nullable HttpServer server;
  private @Nullable Thread thread;

  ListenerLoop(
      ListenerParts parts,
      ServerFactory servers,
      AtomicInteger connectionsOfListener,
      @Nullable PeerUser peerUser) {
    this.parts = parts;
    this.servers = servers;
    this.connectionsOfListener = connectionsOfListener;
    this.peerUser = peerUser;
    this.requestIds = new RequestIds(RandomGenerator.getDefault());
  }

  @Override
  public Future<?> start() {
    thread = Thread.currentThread();
    vertx.setPeriodic(SWEEP_MILLIS, _ -> sweep());
    HttpServer made =
        servers
            .create(vertx)
            .connectionHandler(this::connected)
            .invalidRequestHandler(InvalidRequests::answer)
            .exceptionHandler(_ -> {})
            .requestHandler(this::requested);
    server = made;
    return made.listen(servers.address());
  }

  @Override
  public Future<?> stop() {
    return Future.succeededFuture();
  }

  @Nullable HttpServer server() {
    return server;
  }

  ListenerParts parts() {
    return parts;
  }

  RequestIds requestIds() {
    return requestIds;
  }

  /** Runs on this event loop: at once if called there. */
  Executor executor() {
    Context loopContext = context;
    return command -> {
      if (Thread.currentThread() == thread) {
        command.run();
      } else {
        loopContext.runOnContext(_ -> command.run());
      }
    };
  }

  /** Runs on a worker thread, for what takes too long for this event loop. */
  Executor worker() {
    return command ->
        vertx.executeBlocking(
            () -> {
              command.run();
              return command;
            },
            false);
  }

  void receiving(Exchange exchange) {
    receiving.add(exchange);
  }

  void received(Exchange exchange) {
    receiving.remove(exchange);
  }

  /**
   * Looks again at every certificate: the next request on each connection is judged by what counts
   * now. A connection whose certificate counts no more ends after the answers in work.
   */
  void proveAgain() {
    executor().execute(() -> new ArrayList<>(connections.values()).forEach(this::proveAgain));
  }

  private void proveAgain(ClientConnection client) {
    boolean counted = client.credential() instanceof Credential.Certificate;
    client.prove(parts.certificates().of(client.connection()));
    if (counted && client.credential() instanceof Credential.Unusable) {
      client.connection().shutdown();
    }
  }

  private void connected(HttpConnection connection) {
    if (connectionsOfListener.incrementAndGet() > parts.limits().connections()) {
      connectionsOfListener.decrementAndGet();
      connection.close();
      return;
    }
    connection.closeHandler(
        _ -> {
          connectionsOfListener.decrementAndGet();
          connections.remove(connection);
        });
    connection.exceptionHandler(_ -> {});
    connections.put(connection, identified(connection));
  }

  private ClientConnection identified(HttpConnection connection) {
    long now = System.nanoTime();
    if (parts.configuration().address() instanceof Address.Unix) {
      return identifiedBySocket(connection, now);
    }
    String peer = String.valueOf(connection.remoteAddress());
    return new ClientConnection(connection, parts.certificates().of(connection), peer, now);
  }

  private ClientConnection identifiedBySocket(HttpConnection connection, long now) {
    OptionalInt uid = peerUser == null ? OptionalInt.empty() : peerUser.allowed(connection);
    if (uid.isEmpty()) {
      parts.refusals().count(Identification.Reason.PEER_USER, "unix");
      connection.close();
      return new ClientConnection(
          connection, new Credential.Unusable(Identification.Reason.PEER_USER), "unix", now);
    }
    Credential credential =
        parts
            .configuration()
            .identity()
            .map(identity -> parts.authenticator().socket(identity, uid.getAsInt()))
            .orElseGet(Credential.None::new);
    return new ClientConnection(connection, credential, "uid:" + uid.getAsInt(), now);
  }

  private void requested(HttpServerRequest request) {
    ClientConnection client = connections.get(request.connection());
    if (client == null) {
      request.connection().close();
      return;
    }
    new Exchange(request, client, this, System.nanoTime()).begin();
  }

  private void sweep() {
    long now = System.nanoTime();
    long receiveNanos = parts.limits().receive().toNanos();
    long idleNanos = parts.limits().idle().toNanos();
    new ArrayList<>(receiving).forEach(exchange -> exchange.late(now, receiveNanos));
    new ArrayList<>(connections.values())
        .stream()
            .filter(client -> client.isOverdue(now, receiveNanos, idleNanos))
            .forEach(client -> client.connection().close());
  }
}
