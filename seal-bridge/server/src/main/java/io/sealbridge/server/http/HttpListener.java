package io.sealbridge.server.http;

import io.sealbridge.server.config.Address;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A listener over all event loops. Safe for use by many threads. */
public final class HttpListener {

  private final Address address;
  private final List<ListenerLoop> loops;

  private HttpListener(Address address, List<ListenerLoop> loops) {
    this.address = address;
    this.loops = loops;
  }

  /**
   * Binds and serves. Fails if the address cannot be bound or the TLS files cannot be used.
   *
   * @param index of this listener in the configuration, to keep listeners on port 0 apart
   */
  public static Future<HttpListener> start(
      Vertx vertx, ListenerParts parts, Optional<ServerSSLOptions> tls, int index, int eventLoops) {
    Address address = parts.configuration().address();
    ServerFactory servers = new ServerFactory(socketAddress(address, index), parts.limits(), tls);
    AtomicInteger connections = new AtomicInteger();
    PeerUser peerUser;
    try {
      peerUser = peerUser(parts);
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
    List<ListenerLoop> loops = new CopyOnWriteArrayList<>();
    return vertx
        .deployVerticle(
            () -> {
              ListenerLoop loop = new ListenerLoop(parts, servers, connections, peerUser);
              loops.add(loop);
              return loop;
            },
            new DeploymentOptions().setInstances(eventLoops))
        .map(_ -> new HttpListener(address, loops));
  }

  private static SocketAddress socketAddress(Address address, int index) {
    return switch (address) {
      case Address.Unix(var path) -> SocketAddress.domainSocketAddress(path.toString());
      case Address.Tcp(String host, int port) ->
          port == 0
              ? SocketAddress.sharedRandomPort(index + 1, host)
              : SocketAddress.inetSocketAddress(port, host);
    };
  }

  private static @Nullable PeerUser peerUser(ListenerParts parts) throws IOException {
    return parts.configuration().address() instanceof Address.Unix
        ? new PeerUser(parts.configuration().peerUids())
        : null;
  }

  /** The port it listens on; empty for a Unix socket. */
  public Optional<Integer> port() {
    return address instanceof Address.Tcp ? Optional.of(first().actualPort()) : Optional.empty();
  }

  /** New connections use {@code options} from now on. */
  public Future<Boolean> updateTls(ServerSSLOptions options) {
    return first().updateSSLOptions(options, true);
  }

  /** Judges every connection by the certificates that count now. */
  public void proveAgain() {
    loops.forEach(ListenerLoop::proveAgain);
  }

  /** Stops accepting, lets requests in work end within {@code grace}, closes. */
  public Future<Void> close(Duration grace) {
    return Future.join(
            loops.stream()
                .map(loop -> Objects.requireNonNull(loop.server()).shutdown(grace))
                .toList())
        .mapEmpty();
  }

  private HttpServer first() {
    return Objects.requireNonNull(loops.getFirst().server());
  }
}
