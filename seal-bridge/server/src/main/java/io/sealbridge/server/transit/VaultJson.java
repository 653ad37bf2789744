package io.sealbridge.server.transit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Vault's answer envelope. The two answers of the hot path are put together from fixed parts; the
 * others go through a generator.
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

  private static final byte[] START = ascii("{\"request_id\":\"");
  private static final byte[] CIPHERTEXT =
      ascii(
          "\",\"lease_id\":\"\",\"renewable\":false,\"lease_duration\":0,\"data\":{\"ciphertext\":\"");
  private static final byte[] PLAINTEXT =
      ascii(
          "\",\"lease_id\":\"\",\"renewable\":false,\"lease_duration\":0,\"data\":{\"plaintext\":\"");
  private static final String AFTER_DATA = "},\"wrap_info\":null,\"warnings\":";
  private static final String END = ",\"auth\":null,\"mount_type\":\"transit\"}\n";
  private static final String NO_WARNINGS = "null";

  private VaultJson() {}

  static JsonParser parser(byte[] body) throws IOException {
    return STRICT.createParser(body);
  }

  static byte[] encrypted(String requestId, String ciphertext, int version, int ignoredFields) {
    return joined(
        START,
        ascii(requestId),
        CIPHERTEXT,
        ascii(ciphertext),
        ascii("\",\"key_version\":" + version + AFTER_DATA + warnings(ignoredFields) + END));
  }

  /** The caller wipes the result. */
  static byte[] decrypted(String requestId, byte[] plaintext, int ignoredFields) {
    byte[] end = ascii("\"" + AFTER_DATA + warnings(ignoredFields) + END);
    byte[] encoded = Base64.getEncoder().encode(plaintext);
    byte[] answer = joined(START, ascii(requestId), PLAINTEXT, encoded, end);
    Arrays.fill(encoded, (byte) 0);
    return answer;
  }

  /** An answer with data. */
  static byte[] data(String requestId, Part data) {
    return generated(
        json -> {
          head(json, requestId);
          json.writeFieldName("data");
          json.writeStartObject();
          data.write(json);
          json.writeEndObject();
          tail(json);
          json.writeNullField("auth");
        });
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

  /** Vault names ignored fields; a name may be a secret that was put in the wrong place. */
  private static String warnings(int ignoredFields) {
    return ignoredFields == 0
        ? NO_WARNINGS
        : "[\"" + ignoredFields + " unrecognized parameters were ignored\"]";
  }

  private static byte[] joined(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] whole = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
