package io.sealbridge.integration.kubernetes;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.sealbridge.integration.process.Ports;
import io.sealbridge.integration.process.TcpBalancer;
import io.sealbridge.integration.tls.Identity;
import io.sealbridge.integration.tls.TlsContexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The address of an issuer in front of its API server, as clouds have it: it can be gone, or be
 * somebody else's, while the API server itself serves.
 */
public final class IssuerFront implements AutoCloseable {
  private final int apiServer;
  private final int port = Ports.free();
  private @Nullable AutoCloseable serving;

  IssuerFront(int apiServer) {
    this.apiServer = apiServer;
    open();
  }

  String address() {
    return "https://127.0.0.1:" + port;
  }

  /** The API server answers. */
  public void open() {
    close();
    serving = new TcpBalancer(port, List.of(apiServer));
  }

  /** Somebody answers whose certificate is {@code identity}. */
  public void impersonate(Identity identity) {
    close();
    try {
      HttpsServer server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(TlsContexts.of(identity)));
      server.start();
      serving = () -> server.stop(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
