package io.sealbridge.k8sauth.network.evaluator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a reader does not know, it must not pass over. */
final class Known {
  private Known() {}

  static void fields(JsonNode object, String... known) {
    for (var field : object.properties()) {
      if (!List.of(known).contains(field.getKey())) {
        throw new IllegalArgumentException("the evaluator does not know the field " + field);
      }
    }
  }
}
