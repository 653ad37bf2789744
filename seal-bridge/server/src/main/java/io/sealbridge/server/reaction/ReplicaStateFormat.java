package io.sealbridge.server.reaction;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A replica's state as JSON. Readers ignore fields that they do not know. */
public final class ReplicaStateFormat {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ReplicaStateFormat() {}

  /** One line. */
  public static String write(ReplicaState state) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("schema", ReplicaState.SCHEMA);
      json.writeStringField("deployment", state.deployment());
      json.writeStringField("node", state.node());
      json.writeStringField("version", state.version());
      json.writeArrayFieldStart("keys");
      for (ReplicaState.Key key : state.keys()) {
        write(json, key);
      }
      json.writeEndArray();
      write(json, state.denied());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory cannot fail to be written", e);
    }
    return text.append('\n').toString();
  }

  private static void write(JsonGenerator json, ReplicaState.Key key) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", key.name());
    json.writeNumberField("serial", key.serial());
    json.writeNumberField("latestVersion", key.latestVersion());
    json.writeNumberField("minDecryptionVersion", key.minDecryptionVersion());
    json.writeBooleanField("frozen", key.frozen());
    json.writeStringField("confirmed", key.confirmed().toString());
    if (key.heldFrozen().isPresent()) {
      json.writeStringField("heldFrozen", key.heldFrozen().get());
    }
    json.writeBooleanField("recorded", key.recorded());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, ReplicaState.Denied denied) throws IOException {
    json.writeObjectFieldStart("denyList");
    json.writeStringField("sha256", denied.sha256());
    json.writeNumberField("epoch", denied.epoch());
    json.writeNumberField("identities", denied.identities());
    json.writeNumberField("tokens", denied.tokens());
    if (denied.trouble().isPresent()) {
      json.writeStringField("trouble", denied.trouble().get());
    }
    json.writeBooleanField("recorded", denied.recorded());
    json.writeEndObject();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it is something else; the message says what
   */
  static ReplicaState read(byte[] text) throws IOException {
    JsonNode node = MAPPER.readTree(text);
    if (node == null || node.path("schema").asInt() != ReplicaState.SCHEMA) {
      throw new IOException("the answer is no replica's state");
    }
    try {
      List<ReplicaState.Key> keys = new ArrayList<>();
      for (JsonNode key : node.path("keys")) {
        keys.add(key(key));
      }
      return new ReplicaState(
          node.path("deployment").asText(),
          node.path("node").asText(),
          node.path("version").asText(),
          keys,
          denied(node.path("denyList")));
    } catch (DateTimeException e) {
      throw new IOException("the answer is no replica's state", e);
    }
  }

  private static ReplicaState.Key key(JsonNode node) {
    return new ReplicaState.Key(
        node.path("name").asText(),
        node.path("serial").asLong(),
        node.path("latestVersion").asInt(),
        node.path("minDecryptionVersion").asInt(),
        node.path("frozen").asBoolean(),
        Instant.parse(node.path("confirmed").asText()),
        text(node.path("heldFrozen")),
        node.path("recorded").asBoolean());
  }

  private static ReplicaState.Denied denied(JsonNode node) {
    return new ReplicaState.Denied(
        node.path("sha256").asText(),
        node.path("epoch").asLong(),
        node.path("identities").asInt(),
        node.path("tokens").asInt(),
        text(node.path("trouble")),
        node.path("recorded").asBoolean());
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }
}
