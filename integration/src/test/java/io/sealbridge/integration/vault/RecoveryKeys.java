package io.sealbridge.integration.vault;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * What the holders of recovery keys do together. Vault takes the shares without a token and answers
 * at the top level; OpenBao 2.7 wants a token, has other paths, and answers under {@code data}.
 */
public final class RecoveryKeys {
  private final Product product;
  private final JsonHttp http;

  RecoveryKeys(Product product, JsonHttp http) {
    this.product = product;
    this.http = http;
  }

  /**
   * Replaces the recovery keys by {@code shares} new ones of which {@code threshold} are needed.
   */
  public List<String> rekey(List<String> current, int shares, int threshold) {
    String path =
        switch (product) {
          case OPENBAO -> "/v1/sys/rotate/recovery/";
          case VAULT -> "/v1/sys/rekey-recovery-key/";
        };
    JsonNode begun =
        data(
            http.put(
                path + "init", Map.of("secret_shares", shares, "secret_threshold", threshold)));
    JsonNode last = submit(path + "update", begun.path("nonce").asText(), current);
    List<String> keys = new ArrayList<>();
    last.path("keys_base64").forEach(key -> keys.add(key.asText()));
    return List.copyOf(keys);
  }

  /** Makes a new root token with a quorum of recovery keys. */
  public String generateRoot(List<String> quorum) {
    String path =
        switch (product) {
          case OPENBAO -> "/v1/sys/generate-root-token/";
          case VAULT -> "/v1/sys/generate-root/";
        };
    JsonNode begun = data(http.put(path + "attempt", Map.of()));
    JsonNode last = submit(path + "update", begun.path("nonce").asText(), quorum);
    return unmask(last.path("encoded_token").asText(), begun.path("otp").asText());
  }

  private JsonNode submit(String path, String nonce, List<String> keys) {
    JsonNode last = com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    for (String key : keys) {
      last = data(http.put(path, Map.of("key", key, "nonce", nonce)));
    }
    if (!last.path("complete").asBoolean()) {
      throw new AssertionError(path + " is not complete after " + keys.size() + " keys: " + last);
    }
    return last;
  }

  private static JsonNode data(JsonHttp.Answer answer) {
    JsonNode json = answer.expect(200).json();
    return json.path("data").isObject() ? json.path("data") : json;
  }

  /** The server masks the token by exclusive or with the one-time password it gave before. */
  private static String unmask(String encoded, String password) {
    byte[] token = Base64.getDecoder().decode(encoded + "=".repeat((4 - encoded.length() % 4) % 4));
    byte[] mask = password.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < token.length; i++) {
      token[i] ^= mask[i];
    }
    return new String(token, StandardCharsets.UTF_8);
  }
}
