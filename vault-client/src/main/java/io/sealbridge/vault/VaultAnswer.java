package io.sealbridge.vault;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the server answered.
 *
 * @param body a missing node where it is empty or no JSON
 * @param retryAfter how long it asks to wait, if it does
 */
record VaultAnswer(int status, String contentType, JsonNode body, Optional<Duration> retryAfter) {

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Whether it can be Vault's at all: empty where it may be, and JSON otherwise. */
  boolean isVaults() {
    return status == 204 || body.isObject();
  }

  List<String> errors() {
    return texts("errors");
  }

  List<String> warnings() {
    return texts("warnings");
  }

  private List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    body.path(field).forEach(text -> texts.add(text.asText().strip()));
    return List.copyOf(texts);
  }

  /** A body may hold a secret. */
  @Override
  public String toString() {
    return "status " + status;
  }
}
