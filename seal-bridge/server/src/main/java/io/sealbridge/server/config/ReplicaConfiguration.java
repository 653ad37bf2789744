package io.sealbridge.server.config;

import io.sealbridge.configuration.Setting;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;

/** One replica of the deployment, to be asked whether it acts by a change. */
public record ReplicaConfiguration(
    @Setting("Its \"node\".") String name,
    @Setting(
            "Where its management listener is reached: http://host:port, or https:// if a proxy"
                + " with TLS stands before it. Its own address, not a balancer's.")
        String management,
    @Setting("Authorities of such a proxy, PEM. Default: those of the platform.")
        Optional<Path> ca) {

  public ReplicaConfiguration {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name must not be blank");
    }
    var _ = address("management", management);
  }

  public URI uri() {
    return address("management", management);
  }

  /**
   * Reads an address of a management listener.
   *
   * @throws IllegalArgumentException if it is more or less than scheme, host and port
   */
  public static URI address(String property, String text) {
    try {
      URI uri = new URI(text);
      boolean bare =
          uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
      boolean known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      String path = uri.getRawPath();
      boolean rooted = path != null && (path.isEmpty() || path.equals("/"));
      if (known && uri.getHost() != null && bare && rooted) {
        return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), "/", null, null);
      }
    } catch (URISyntaxException _) {
      // Said below, in the same words.
    }
    throw new IllegalArgumentException(
        property + " must be http://host:port or https://host:port, was " + text);
  }
}
