package io.sealbridge.audit.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.sealbridge.audit.entry.LoggedEntry;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * One entry as an event of the Open Cybersecurity Schema Framework: class API Activity (6003) of
 * category Application Activity (6), version 1.3.0. What has no place there is in {@code unmapped}.
 */
public final class OcsfLine {
  private static final String SCHEMA = "1.3.0";
  private static final int CATEGORY = 6;
  private static final int CLASS = 6003;
  private static final int OTHER = 99;
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private OcsfLine() {}

  /**
   * The object without a newline.
   *
   * @param version of this program
   */
  public static String of(LoggedEntry logged, String version) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(json, logged, version);
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory cannot fail to be written", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, LoggedEntry logged, String version)
      throws IOException {
    Told told = Told.of(logged.entry());
    json.writeStartObject();
    json.writeNumberField("category_uid", CATEGORY);
    json.writeNumberField("class_uid", CLASS);
    json.writeNumberField("activity_id", OTHER);
    json.writeStringField("activity_name", told.operation().orElse(told.kind()));
    json.writeNumberField("type_uid", CLASS * 100 + OTHER);
    json.writeNumberField("time", logged.entry().at().toEpochMilli());
    boolean failed = told.outcome().isPresent() && !told.outcome().get();
    json.writeNumberField("severity_id", failed ? 3 : 1);
    json.writeNumberField("status_id", status(told));
    json.writeStringField("message", told.text());
    writeMetadata(json, logged, version);
    writeActor(json, told);
    writeApi(json, told);
    json.writeObjectFieldStart("src_endpoint");
    json.writeStringField("name", told.peer().orElse("none"));
    json.writeEndObject();
    writeResources(json, told);
    json.writeObjectFieldStart("unmapped");
    json.writeStringField("kind", told.kind());
    json.writeStringField("log", logged.origin());
    json.writeNumberField("index", logged.index());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static int status(Told told) {
    if (told.outcome().isEmpty()) {
      return 0;
    }
    return told.outcome().get() ? 1 : 2;
  }

  private static void writeMetadata(JsonGenerator json, LoggedEntry logged, String version)
      throws IOException {
    json.writeObjectFieldStart("metadata");
    json.writeStringField("version", SCHEMA);
    json.writeStringField("uid", logged.origin() + "#" + logged.index());
    json.writeObjectFieldStart("product");
    json.writeStringField("name", "seal-bridge");
    json.writeStringField("vendor_name", "Seal Bridge");
    json.writeStringField("version", version);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeActor(JsonGenerator json, Told told) throws IOException {
    json.writeObjectFieldStart("actor");
    json.writeObjectFieldStart("user");
    json.writeStringField("name", told.identity().orElse("seal-bridge"));
    if (told.proof().isPresent()) {
      json.writeStringField("credential_uid", told.proof().get());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeApi(JsonGenerator json, Told told) throws IOException {
    json.writeObjectFieldStart("api");
    json.writeStringField("operation", told.operation().orElse(told.kind()));
    if (told.requestId().isPresent()) {
      json.writeObjectFieldStart("request");
      json.writeStringField("uid", told.requestId().get());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeResources(JsonGenerator json, Told told) throws IOException {
    if (told.key().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("resources");
    json.writeStartObject();
    json.writeStringField("type", "key");
    json.writeStringField("name", told.key().get());
    json.writeEndObject();
    json.writeEndArray();
  }
}
