package io.sealbridge.integration.tls;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.sealbridge.integration.process.Ports;
import io.sealbridge.integration.process.TcpBalancer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An address in front of a server on this machine that speaks TLS: it can be gone, or be somebody
 * else's, while the server itself goes on.
 */
public final class Front implements AutoCloseable {
  private final int server;
  private final AtomicInteger strangers = new AtomicInteger();
  private final int port = Ports.free();
  private @Nullable AutoCloseable serving;

  /** In front of the port {@code server}, and open. */
  public Front(int server) {
    this.server = server;
    open();
  }

  public String address() {
    return "https://127.0.0.1:" + port;
  }

  /** The server answers. */
  public void open() {
    close();
    serving = new TcpBalancer(port, List.of(server));
  }

  /** Somebody answers whose certificate is {@code identity}. */
  public void impersonate(Identity identity) {
    close();
    try {
      HttpsServer stranger =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      stranger.createContext("/", exchange -> strangers.incrementAndGet());
      stranger.setHttpsConfigurator(new HttpsConfigurator(TlsContexts.of(identity)));
      stranger.start();
      serving = () -> stranger.stop(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many requests got as far as whoever impersonates the server. */
  public int requestsToStrangers() {
    return strangers.get();
  }

  /** Nobody answers. */
  @Override
  public void close() {
    try {
      if (serving != null) {
        serving.close();
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    serving = null;
  }
}
