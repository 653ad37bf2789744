package io.sealbridge.server.anchor;

import io.sealbridge.audit.anchor.AddCheckpoint;
import io.sealbridge.audit.anchor.AnchorException;
import io.sealbridge.server.config.WitnessAnchorConfiguration;
import io.sealbridge.server.tls.Https;
import io.sealbridge.server.tls.TlsFilesException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** The calls of a witness's service. They block for a bounded time. */
final class WitnessCalls {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int LARGEST = 64 * 1024;

  private final String url;
  private final Https https;

  /** Reads the authorities. */
  WitnessCalls(WitnessAnchorConfiguration configuration, Executor executor)
      throws TlsFilesException {
    this.url = configuration.url();
    this.https = new Https(configuration.ca(), PATIENCE, LARGEST, executor);
  }

  Https.Reply add(AddCheckpoint request) throws AnchorException {
    return call(
        HttpRequest.newBuilder(URI.create(url + "/add-checkpoint"))
            .header("Content-Type", "text/plain; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()))
            .build());
  }

  Https.Reply newest(String originHash) throws AnchorException {
    return call(HttpRequest.newBuilder(URI.create(url + "/" + originHash + "/checkpoint")).build());
  }

  private Https.Reply call(HttpRequest request) throws AnchorException {
    try {
      https.lookAfter();
      return https.call(request).toCompletableFuture().join();
    } catch (TlsFilesException e) {
      throw new AnchorException(String.valueOf(e.getMessage()), e);
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new AnchorException(request.uri() + ": " + cause.getMessage(), e);
    }
  }

  static AnchorException unexpected(Https.Reply reply) {
    return new AnchorException(
        "the witness answers "
            + reply.status()
            + (reply.status() / 100 == 3 ? "; redirects are not followed" : "; see its own log"));
  }
}
