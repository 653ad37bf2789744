package io.sealbridge.vault;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * A client whose reads see its own writes, whichever node answers, and that keeps how long it is
 * asked to wait. Here and not in {@link VaultConnection}, because the driver shows no headers of
 * answers. For one request at a time; {@code client} may be shared.
 */
final class ConsistentClient extends HttpClient {
  private final HttpClient client;
  private final LastWrite lastWrite;
  private Optional<Duration> retryAfter = Optional.empty();

  ConsistentClient(HttpClient client, LastWrite lastWrite) {
    this.client = client;
    this.lastWrite = lastWrite;
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    HttpResponse<T> answer = client.send(withIndex(request), handler);
    if (!request.method().equals("GET")) {
      answer.headers().firstValue(LastWrite.INDEX).ifPresent(lastWrite::was);
    }
    retryAfter = answer.headers().firstValue("Retry-After").flatMap(ConsistentClient::seconds);
    return answer;
  }

  /** How long the last answer asked to wait, if it did. */
  Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** Vault never gives a date. */
  private static Optional<Duration> seconds(String text) {
    return text.matches("\\d{1,6}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
        : Optional.empty();
  }

  private HttpRequest withIndex(HttpRequest request) {
    return lastWrite
        .index()
        .map(
            index ->
                HttpRequest.newBuilder(request, (_, _) -> true)
                    .header(LastWrite.INDEX, index)
                    .header(LastWrite.IF_BEHIND, LastWrite.PASS_ON)
                    .build())
        .orElse(request);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    throw new UnsupportedOperationException("requests are sent one by one");
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request,
      HttpResponse.BodyHandler<T> handler,
      HttpResponse.PushPromiseHandler<T> pushes) {
    throw new UnsupportedOperationException("requests are sent one by one");
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }

  @Override
  public void shutdownNow() {
    client.shutdownNow();
  }
}
