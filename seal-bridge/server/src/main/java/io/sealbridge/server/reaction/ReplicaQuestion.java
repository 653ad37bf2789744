package io.sealbridge.server.reaction;

import io.sealbridge.server.tls.TlsFilesException;
import io.sealbridge.server.tls.TrustedServers;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;

/**
 * Asks one replica what it acts by: no redirects, no proxy, a bounded answer. Blocks, for at most
 * about twice the patience it is given, and longer only if the answer drips.
 */
final class ReplicaQuestion {
  private static final int LARGEST = 4 << 20;

  private ReplicaQuestion() {}

  /**
   * What the replica says.
   *
   * @throws IOException if it does not answer, or something else does; the message says what
   */
  static ReplicaState ask(Replica replica, Duration patience) throws IOException {
    URI uri = replica.management().resolve("/state");
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
    int millis = Math.max(1, Math.toIntExact(patience.toMillis()));
    connection.setConnectTimeout(millis);
    connection.setReadTimeout(millis);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    if (connection instanceof HttpsURLConnection secured && replica.ca().isPresent()) {
      try {
        secured.setSSLSocketFactory(TrustedServers.of(replica.ca().get()).getSocketFactory());
      } catch (TlsFilesException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    try {
      int status = connection.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK) {
        throw new IOException("status %d where a replica's state was looked for".formatted(status));
      }
      try (InputStream body = connection.getInputStream()) {
        return ReplicaStateFormat.read(body.readNBytes(LARGEST));
      }
    } finally {
      connection.disconnect();
    }
  }
}
