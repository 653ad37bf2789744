package io.sealbridge.server.transit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Vault's answer envelope. What may hold a secret, or is on the hot path, is put together as text
 * that is wiped; the rest goes through a generator.
 */
final class VaultJson {

  /** Writes one part of an answer. */
  @FunctionalInterface
  interface Part {
    void write(JsonGenerator json) throws IOException;
  }

  private static final JsonFactory JSON = new JsonFactory();
  private static final int DEEPEST = 16;

  /** For bodies of which only the shape matters. */
  private static final JsonFactory STRICT =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private static final String AFTER_DATA = "},\"wrap_info\":null,\"warnings\":";
  private static final String END = ",\"auth\":null,\"mount_type\":\"transit\"}\n";

  private VaultJson() {}

  static JsonParser parser(byte[] body) throws IOException {
    return STRICT.createParser(body);
  }

  /** Begins an answer, up to the fields of its data. */
  static AnswerText open(String requestId) {
    return new AnswerText()
        .raw("{\"request_id\":\"" + requestId + "\",\"lease_id\":\"\",\"renewable\":false,")
        .raw("\"lease_duration\":0,\"data\":{");
  }

  /** Ends what {@link #open} began. */
  static byte[] close(AnswerText answer, int ignoredFields) {
    return answer.raw(AFTER_DATA + warnings(ignoredFields) + END).take();
  }

  /** An answer with data. */
  static byte[] data(String requestId, Part data) {
    return data(requestId, List.of(), data);
  }

  /** An answer with data and what the client should know beside it. */
  static byte[] data(String requestId, List<String> warnings, Part data) {
    return generated(
        json -> {
          head(json, requestId);
          json.writeFieldName("data");
          json.writeStartObject();
          data.write(json);
          json.writeEndObject();
          json.writeNullField("wrap_info");
          if (warnings.isEmpty()) {
            json.writeNullField("warnings");
          } else {
            json.writeFieldName("warnings");
            json.writeArray(warnings.toArray(String[]::new), 0, warnings.size());
          }
          json.writeNullField("auth");
        });
  }

  /** Vault names ignored fields; a name may be a secret that was put in the wrong place. */
  static List<String> ignored(int fields) {
    return fields == 0 ? List.of() : List.of(fields + " unrecognized parameters were ignored");
  }

  /** An answer about a token. */
  static byte[] auth(String requestId, Part auth) {
    return generated(
        json -> {
          head(json, requestId);
          json.writeNullField("data");
          tail(json);
          json.writeFieldName("auth");
          json.writeStartObject();
          auth.write(json);
          json.writeEndObject();
        });
  }

  /** A bare object, as the endpoints under sys give it. */
  static byte[] generated(Part fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static void head(JsonGenerator json, String requestId) throws IOException {
    json.writeStringField("request_id", requestId);
    json.writeStringField("lease_id", "");
    json.writeBooleanField("renewable", false);
    json.writeNumberField("lease_duration", 0);
  }

  private static void tail(JsonGenerator json) throws IOException {
    json.writeNullField("wrap_info");
    json.writeNullField("warnings");
  }

  private static String warnings(int ignoredFields) {
    List<String> warnings = ignored(ignoredFields);
    return warnings.isEmpty() ? "null" : "[\"" + warnings.getFirst() + "\"]";
  }
}
