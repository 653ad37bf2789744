package io.sealbridge.server.login;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads JSON in one way only: one object, no member twice, nothing behind it, nothing deep. Two
 * parties that read one text differently are how signatures are got around.
 */
final class StrictJson {

  private static final int DEEPEST = 16;
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_NUMBER = 32;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNameLength(LONGEST_NAME)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  /** The object that the bytes hold; empty if they hold anything else. */
  static Optional<ObjectNode> object(byte[] bytes) {
    try {
      return MAPPER.readTree(bytes) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** The member if it is a text. */
  static Optional<String> text(JsonNode object, String member) {
    JsonNode value = object.path(member);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }

  static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (IOException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  static ObjectNode newObject() {
    return MAPPER.createObjectNode();
  }
}
