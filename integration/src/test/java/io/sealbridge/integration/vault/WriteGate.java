package io.sealbridge.integration.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sealbridge.integration.process.ForwardedRequest;
import io.sealbridge.integration.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An address in front of a Vault that counts writes, and keeps back the answer to one of them: the
 * server has done it, and whoever asked does not know. Reads pass.
 */
public final class WriteGate implements AutoCloseable {
  private static final List<String> PASSED_ON =
      List.of("X-Vault-Token", "X-Vault-Request", "Content-Type");
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final URI vault;
  private final int keptBack;
  private final AtomicInteger writes = new AtomicInteger();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  /**
   * In front of {@code vault}.
   *
   * @param keptBack the write whose answer is kept back until {@link #release}, counted from 1; 0
   *     for none
   */
  public WriteGate(URI vault, int keptBack) {
    this.vault = vault;
    this.keptBack = keptBack;
    try {
      server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()), 0);
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

  /** How many there were so far. */
  public int writes() {
    return writes.get();
  }

  /** Whether the answer is being kept back. */
  public boolean isHeld() {
    return held.getCount() == 0;
  }

  /** Lets the answer go. */
  public void release() {
    released.countDown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      boolean write = !exchange.getRequestMethod().equals("GET");
      HttpResponse<byte[]> answer =
          client.send(ForwardedRequest.of(vault, exchange, body, PASSED_ON, LIMIT), bytes());
      if (write && writes.incrementAndGet() == keptBack) {
        held.countDown();
        released.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      exchange.sendResponseHeaders(
          answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static HttpResponse.BodyHandler<byte[]> bytes() {
    return HttpResponse.BodyHandlers.ofByteArray();
  }

  @Override
  public void close() {
    release();
    server.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }
}
