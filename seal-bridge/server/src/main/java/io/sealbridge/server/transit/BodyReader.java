package io.sealbridge.server.transit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads a body where it lies: one JSON object, no field twice, nothing behind it. What a field is
 * comes out by {@link Fields}; secrets are only located, and decoded when the whole body has been
 * seen to be well-formed. One reader per body.
 */
final class BodyReader {

  /** Takes the fields that a call knows. */
  @FunctionalInterface
  interface Fields {
    /** Whether the field means something here; never called for null. */
    boolean take(String name, FieldValue value) throws IOException;
  }

  private static final int DEEPEST = 16;
  private static final int LONGEST_STRING = 64 << 20;
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_NUMBER = 32;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_STRING)
                  .maxNameLength(LONGEST_NAME)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .build();

  private int ignored;

  private BodyReader() {}

  /**
   * Reads {@code body}, which may be empty, or null as {@code vault write -f} sends it.
   *
   * @return how many fields mean nothing here
   * @throws BadBodyException if the body cannot be used
   */
  static int read(byte[] body, Fields fields) {
    BodyReader reader = new BodyReader();
    try (JsonParser json = JSON.createParser(body)) {
      reader.document(json, fields);
    } catch (StreamConstraintsException _) {
      throw new BadBodyException("error parsing JSON: a part of the body is too long or too deep");
    } catch (IOException _) {
      // The cause would quote the body.
      throw new BadBodyException("error parsing JSON: the body is not well-formed JSON");
    }
    return reader.ignored;
  }

  private void document(JsonParser json, Fields fields) throws IOException {
    JsonToken first = json.nextToken();
    if (first == null) {
      return;
    }
    if (first == JsonToken.START_OBJECT) {
      object(json, fields);
    } else if (first != JsonToken.VALUE_NULL) {
      throw new BadBodyException("error parsing JSON: the body must be one JSON object");
    }
    if (json.nextToken() != null) {
      throw new BadBodyException("error parsing JSON: something follows the JSON object");
    }
  }

  /** Reads the object that the parser has entered. */
  void object(JsonParser json, Fields fields) throws IOException {
    Map<String, Boolean> seen = new HashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (seen.containsKey(name)) {
        boolean known = Boolean.TRUE.equals(seen.get(name));
        throw new BadBodyException(known ? name + " is given twice" : "a field is given twice");
      }
      seen.put(name, field(json, name, fields));
    }
  }

  private boolean field(JsonParser json, String name, Fields fields) throws IOException {
    if (json.nextToken() == JsonToken.VALUE_NULL) {
      return false;
    }
    if (fields.take(name, new FieldValue(this, json, name))) {
      return true;
    }
    ignored++;
    json.skipChildren();
    return false;
  }
}
