package io.sealbridge.server.tls;

import io.sealbridge.configuration.Durations;
import io.sealbridge.keyring.Octets;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of configured servers: no redirects, no address that somebody sent, a bounded answer within
 * a bounded time. The JDK's client does; a client library for Kubernetes would be many times the
 * size of the one request that is made there. Safe for use by many threads.
 */
public final class Https {

  private static final Duration CONNECT = Duration.ofSeconds(3);

  /** An answer, whatever its status. */
  public record Reply(int status, Octets body) {}

  private final Optional<Path> ca;
  private final Duration patience;
  private final int largest;
  private final Executor executor;
  private volatile HttpClient client;
  private volatile Optional<FileTime> caTime;

  /**
   * Reads the authorities; blocks.
   *
   * @param ca authorities of the servers; those of the platform if empty
   * @param patience from the beginning of a call to the last byte of its answer
   * @param largest an answer with more bytes fails
   * @throws TlsFilesException if the authorities cannot be used
   */
  public Https(Optional<Path> ca, Duration patience, int largest, Executor executor)
      throws TlsFilesException {
    this.ca = ca;
    this.patience = patience;
    this.largest = largest;
    this.executor = executor;
    this.caTime = caTime();
    this.client = newClient();
  }

  private HttpClient newClient() throws TlsFilesException {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .executor(executor);
    if (ca.isPresent()) {
      builder.sslContext(TrustedServers.of(ca.get()));
    }
    return builder.build();
  }

  /** Takes over renewed authorities; blocks on the file system. */
  public void lookAfter() throws TlsFilesException {
    Optional<FileTime> now = caTime();
    if (!now.equals(caTime)) {
      // The old client ends by itself when its last call has.
      client = newClient();
      caTime = now;
    }
  }

  private Optional<FileTime> caTime() {
    try {
      return ca.isPresent() ? Optional.of(Files.getLastModifiedTime(ca.get())) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Calls. The stage fails with {@link IOException} whose message says what happened. */
  public CompletionStage<Reply> call(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), largest));
    return sent.copy()
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (response, failure) -> {
              if (failure != null) {
                var _ = sent.cancel(true);
                throw new CompletionException(described(failure));
              }
              return new Reply(response.statusCode(), Octets.copyOf(response.body()));
            });
  }

  private IOException described(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return switch (cause) {
      case TimeoutException _ -> new IOException("no answer within " + Durations.text(patience));
      case HttpTimeoutException _ ->
          new IOException("no connection within " + CONNECT.toSeconds() + " s");
      default -> new IOException(cause.getClass().getSimpleName() + ": " + cause.getMessage());
    };
  }
}
