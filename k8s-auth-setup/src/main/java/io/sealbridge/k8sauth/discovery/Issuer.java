package io.sealbridge.k8sauth.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sealbridge.vault.TrustedAuthorities;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLException;

/**
 * Who signs ServiceAccount tokens, as Vault asks it for its keys: without a token.
 *
 * @param url as the tokens have it
 * @param authority certificates in PEM to trust it by; empty for those of the system
 */
public record Issuer(String url, String authority) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final List<String> INSIDE = List.of(".svc", ".cluster.local");

  /** Where the document is. */
  public String documentUrl() {
    return url.replaceAll("/+$", "") + "/.well-known/openid-configuration";
  }

  /** Whether the issuer's name is one that only the cluster itself knows. */
  public static boolean isInside(String url) {
    return host(url).map(host -> INSIDE.stream().anyMatch(host::endsWith)).orElse(false);
  }

  /** Reads the document and the keys that it names, from here. */
  public Discovered discover() {
    if (isInside(url)) {
      return new Discovered.NotSeenFromHere();
    }
    try (HttpClient client = client()) {
      return document(client);
    } catch (IllegalArgumentException _) {
      return new Discovered.NoDocument(documentUrl());
    } catch (IOException e) {
      return failure(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  private HttpClient client() {
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(LIMIT);
    if (!authority.isBlank()) {
      builder.sslContext(TrustedAuthorities.ofPem(authority));
    }
    return builder.build();
  }

  private Discovered document(HttpClient client) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(client, documentUrl());
    if (answer.statusCode() != 200) {
      return new Discovered.Refused(documentUrl(), answer.statusCode());
    }
    JsonNode document = json(answer.body());
    if (!document.path("issuer").isTextual() || !document.path("jwks_uri").isTextual()) {
      return new Discovered.NoDocument(documentUrl());
    }
    String issuer = document.path("issuer").asText();
    return issuer.equals(url)
        ? keys(client, document.path("jwks_uri").asText())
        : new Discovered.OfAnother(issuer);
  }

  private static Discovered keys(HttpClient client, String path)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = get(client, path);
    if (answer.statusCode() != 200) {
      return new Discovered.Refused(path, answer.statusCode());
    }
    return json(answer.body()).path("keys").isArray()
        ? new Discovered.Published()
        : new Discovered.NoDocument(path);
  }

  private static HttpResponse<String> get(HttpClient client, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(path)).timeout(LIMIT).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException _) {
      return MissingNode.getInstance();
    }
  }

  private static Discovered failure(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return new Discovered.TlsFailed(text(cause));
      }
    }
    return new Discovered.Unreachable(
        failure instanceof ConnectException ? "the connection was refused" : text(failure));
  }

  private static String text(Throwable cause) {
    return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
  }

  /** The host that an address names; empty if it names none or is no address. */
  public static Optional<String> host(String url) {
    try {
      return Optional.ofNullable(URI.create(url).getHost());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
