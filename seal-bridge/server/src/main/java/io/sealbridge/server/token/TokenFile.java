package io.sealbridge.server.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The format of a token file, schema 1. */
final class TokenFile {
  private static final String SCHEMA = "1";

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private TokenFile() {}

  static byte[] write(IssuedToken token) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("schema", Integer.parseInt(SCHEMA));
      json.writeStringField("identity", token.identity());
      json.writeStringField("accessor", token.accessor());
      json.writeStringField("sha256", token.hash().hex());
      json.writeStringField("created", token.created().toString());
      if (token.expires().isPresent()) {
        json.writeStringField("expires", token.expires().get().toString());
      }
      json.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  /**
   * @throws IllegalArgumentException if the bytes are no token file; the message quotes none of its
   *     values
   */
  static IssuedToken read(byte[] bytes) {
    Map<String, String> fields = fields(bytes);
    if (!SCHEMA.equals(required(fields, "schema"))) {
      throw new IllegalArgumentException("schema must be 1; was it written by a newer version?");
    }
    IssuedToken token =
        new IssuedToken(
            required(fields, "identity"),
            required(fields, "accessor"),
            new TokenHash(required(fields, "sha256")),
            instant("created", required(fields, "created")),
            Optional.ofNullable(fields.remove("expires")).map(text -> instant("expires", text)));
    if (!fields.isEmpty()) {
      throw new IllegalArgumentException("unknown fields: " + String.join(", ", fields.keySet()));
    }
    return token;
  }

  private static Map<String, String> fields(byte[] bytes) {
    Map<String, String> fields = new HashMap<>();
    String text = new String(bytes, StandardCharsets.UTF_8);
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("must be one JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (!json.nextToken().isScalarValue()) {
          throw new IllegalArgumentException(name + " must be a plain value");
        }
        fields.put(name, json.getText());
      }
      if (json.nextToken() != null) {
        throw new IllegalArgumentException("must be one JSON object and nothing behind it");
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("is not valid JSON", e);
    }
    return fields;
  }

  private static String required(Map<String, String> fields, String name) {
    String value = fields.remove(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  private static Instant instant(String name, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(name + " must be a time like 2027-01-31T00:00:00Z", e);
    }
  }
}
