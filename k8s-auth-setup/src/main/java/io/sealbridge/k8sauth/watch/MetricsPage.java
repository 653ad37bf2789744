package io.sealbridge.k8sauth.watch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves {@code /metrics}, and nothing else, until it is closed. */
public final class MetricsPage implements AutoCloseable {
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final WatchMetrics metrics;

  private MetricsPage(HttpServer server, WatchMetrics metrics) {
    this.server = server;
    this.metrics = metrics;
  }

  /**
   * Listens from now on.
   *
   * @throws IOException if the address cannot be listened on
   */
  public static MetricsPage start(InetSocketAddress address, WatchMetrics metrics)
      throws IOException {
    MetricsPage page = new MetricsPage(HttpServer.create(address, 0), metrics);
    page.server.createContext("/", page::answer);
    page.server.setExecutor(page.threads);
    page.server.start();
    return page;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals("/metrics")) {
        exchange.sendResponseHeaders(404, -1);
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(405, -1);
      } else {
        byte[] body = metrics.text().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", TYPE);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
