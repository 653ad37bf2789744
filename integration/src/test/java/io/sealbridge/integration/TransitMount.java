package io.sealbridge.integration;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealbridge.integration.bridge.Bridge;
import io.sealbridge.integration.vault.Initialised;
import io.sealbridge.integration.vault.JsonHttp;
import io.sealbridge.integration.vault.VaultServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** A server's Transit API, of OpenBao and of the bridge alike. */
record TransitMount(JsonHttp http, String token) implements AutoCloseable {
  private static final String ROOT = "/v1/transit/";

  /** Starts and unseals a server that has no state yet, and mounts the engine. */
  static TransitMount on(VaultServer server) {
    server.start();
    Initialised initialised = server.initialise();
    server.awaitUnsealed();
    String token = initialised.rootToken();
    JsonHttp http = new JsonHttp(server.address(), Optional.of(token), Optional.empty());
    http.post("/v1/sys/mounts/transit", Map.of("type", "transit")).expect(204);
    return new TransitMount(http, token);
  }

  static TransitMount of(Bridge bridge, String identity) {
    String token = bridge.createToken(identity);
    return new TransitMount(bridge.http(Optional.of(token)), token);
  }

  JsonHttp.Answer post(String path, Map<String, ?> body) {
    return http.post(ROOT + path, body);
  }

  JsonHttp.Answer get(String path) {
    return http.get(ROOT + path);
  }

  String wrappingKey() {
    return data(get("wrapping_key")).path("public_key").asText();
  }

  /** As the server shows it: PEM, or the plain 32 bytes of Ed25519 in base64. */
  String publicKey(String key) {
    return data(get("keys/" + key)).at("/keys/1/public_key").asText();
  }

  String encrypt(String key, String text) {
    String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    return data(post("encrypt/" + key, Map.of("plaintext", encoded))).path("ciphertext").asText();
  }

  String decrypt(String key, String ciphertext) {
    JsonNode data = data(post("decrypt/" + key, Map.of("ciphertext", ciphertext)));
    return new String(
        Base64.getDecoder().decode(data.path("plaintext").asText()), StandardCharsets.UTF_8);
  }

  static JsonNode data(JsonHttp.Answer answer) {
    return answer.expect(200).json().path("data");
  }

  @Override
  public void close() {
    http.close();
  }
}
