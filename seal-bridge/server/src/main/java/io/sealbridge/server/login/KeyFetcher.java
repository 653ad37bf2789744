package io.sealbridge.server.login;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sealbridge.server.tls.Https;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Fetches key sets, directly or by an issuer's discovery document. */
final class KeyFetcher {

  static final int LARGEST = 256 * 1024;

  private static final String DISCOVERY = "/.well-known/openid-configuration";

  private final Https https;

  KeyFetcher(Https https) {
    this.https = https;
  }

  /** Fails with a message that names the address. */
  CompletionStage<KeySet> fetch(String url) {
    return document(url).thenApply(body -> keys(url, body));
  }

  /**
   * By the document that the issuer publishes of itself (OpenID Connect Discovery 1.0, section 4).
   * It must name the very issuer that is configured.
   */
  CompletionStage<KeySet> discover(String issuer) {
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    String url = base + DISCOVERY;
    return document(url).thenApply(body -> address(issuer, url, body)).thenCompose(this::fetch);
  }

  private static String address(String issuer, String url, byte[] body) {
    ObjectNode document =
        StrictJson.object(body)
            .orElseThrow(() -> failed(url + " is not one JSON object with no member twice"));
    String named = StrictJson.text(document, "issuer").orElse("");
    if (!named.equals(issuer)) {
      throw failed(
          url
              + " is of the issuer "
              + Shown.of(named)
              + ", not of "
              + issuer
              + "; write the issuer under issuers exactly so, a slash at its end included");
    }
    String keys = StrictJson.text(document, "jwks_uri").orElse("");
    if (!keys.startsWith("https://")) {
      throw failed(url + " names no https:// address of keys, was " + Shown.of(keys));
    }
    return keys;
  }

  private static KeySet keys(String url, byte[] body) {
    try {
      return KeySet.parse(body);
    } catch (UnusableKeysException e) {
      throw failed(url + " " + e.getMessage());
    }
  }

  private CompletionStage<byte[]> document(String url) {
    HttpRequest request;
    try {
      request =
          HttpRequest.newBuilder(URI.create(url)).header("Accept", "application/json").build();
    } catch (IllegalArgumentException e) {
      throw failed(url + " is no address: " + e.getMessage());
    }
    return https
        .call(request)
        .handle(
            (reply, failure) -> {
              if (failure != null) {
                throw failed(url + ": " + cause(failure).getMessage());
              }
              if (reply.status() != 200) {
                throw failed(
                    url
                        + " answers "
                        + reply.status()
                        + (reply.status() / 100 == 3 ? "; redirects are not followed" : ""));
              }
              return reply.body().bytes();
            });
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static CompletionException failed(String text) {
    return new CompletionException(new IOException(text));
  }
}
