package io.sealbridge.integration.bridge;

import io.sealbridge.integration.vault.JsonHttp;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Asks a bridge to seal and open texts, as the seal of a server does. */
public final class TransitClient implements AutoCloseable {
  private final JsonHttp http;

  TransitClient(JsonHttp http) {
    this.http = http;
  }

  /** An answer of any status; the accessors fail with it if it is not a success. */
  public record Answer(JsonHttp.Answer http) {
    public int status() {
      return http.status();
    }

    public String ciphertext() {
      return http.expect(200).json().path("data").path("ciphertext").asText();
    }

    public String plaintext() {
      byte[] text =
          Base64.getDecoder()
              .decode(http.expect(200).json().path("data").path("plaintext").asText());
      return new String(text, StandardCharsets.UTF_8);
    }

    /** The first of the {@code errors} that a client shows to its operator. */
    public String error() {
      return http.json().path("errors").path(0).asText();
    }
  }

  public Answer encrypt(String text) {
    return encrypt(Bridge.KEY, text);
  }

  public Answer encrypt(String key, String text) {
    String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    return new Answer(http.put("/v1/transit/encrypt/" + key, Map.of("plaintext", encoded)));
  }

  public Answer decrypt(String ciphertext) {
    return decrypt(Bridge.KEY, ciphertext);
  }

  public Answer decrypt(String key, String ciphertext) {
    return new Answer(http.put("/v1/transit/decrypt/" + key, Map.of("ciphertext", ciphertext)));
  }

  public int latestVersion() {
    return http.get("/v1/transit/keys/" + Bridge.KEY)
        .expect(200)
        .json()
        .path("data")
        .path("latest_version")
        .asInt();
  }

  @Override
  public void close() {
    http.close();
  }
}
