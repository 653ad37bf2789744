package io.sealbridge.server.transit;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.keyring.Grant;
import io.sealbridge.keyring.KeyName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Vault's {@code auth} block.
 *
 * @param text the token, a secret
 * @param accessor empty for proofs that are no token
 */
record AuthBlock(
    String text,
    String accessor,
    List<Grant> grants,
    Map<String, String> metadata,
    long leaseSeconds,
    boolean renewable) {

  void write(JsonGenerator json) throws IOException {
    json.writeStringField("client_token", text);
    json.writeStringField("accessor", accessor);
    policies(json, "policies", grants);
    policies(json, "token_policies", grants);
    texts(json, "metadata", metadata);
    json.writeNumberField("lease_duration", leaseSeconds);
    json.writeBooleanField("renewable", renewable);
    json.writeStringField("entity_id", "");
    json.writeStringField("token_type", "service");
    json.writeBooleanField("orphan", true);
    json.writeNullField("mfa_requirement");
    json.writeNumberField("num_uses", 0);
  }

  /** Drivers expect an array with something in it: the keys that the identity may use. */
  static void policies(JsonGenerator json, String field, List<Grant> grants) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (Grant grant : grants) {
      grant.keys().stream().map(KeyName::value).map("key-"::concat).forEach(names::add);
      grant.prefixes().stream()
          .map(prefix -> prefix.isEmpty() ? "all-keys" : "keys-" + prefix)
          .forEach(names::add);
    }
    json.writeArrayFieldStart(field);
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
  }

  static void texts(JsonGenerator json, String field, Map<String, String> texts)
      throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.writeStringField(text.getKey(), text.getValue());
    }
    json.writeEndObject();
  }

  /** Never the token. */
  @Override
  public String toString() {
    return "AuthBlock[" + accessor + "]";
  }
}
