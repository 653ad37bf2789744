package io.sealbridge.server.config;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses that the bridge itself calls. */
final class HttpsUrl {

  private HttpsUrl() {}

  /** Refuses what is not https, has no host, or carries a user, a query or a fragment. */
  static void require(String property, String text) {
    try {
      URI uri = new URI(text);
      if ("https".equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return;
      }
    } catch (URISyntaxException _) {
      // Said below, in the same words.
    }
    throw new IllegalArgumentException(
        property + " must be https:// and a host, without user, query and fragment, was " + text);
  }
}
