package io.sealbridge.server.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.KeyValuePair;

/** One JSON object a line: at, level, logger, message, the event's own keys, cause. */
final class JsonLine {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private JsonLine() {}

  static byte[] of(ILoggingEvent event) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(512)) {
      try (JsonGenerator json = JSON.createGenerator(bytes)) {
        json.writeStartObject();
        json.writeStringField("at", event.getInstant().toString());
        json.writeStringField("level", event.getLevel().toString());
        json.writeStringField("logger", event.getLoggerName());
        json.writeStringField("message", String.valueOf(event.getFormattedMessage()));
        writePairs(json, event.getKeyValuePairs());
        writeCause(json, event);
        json.writeEndObject();
      }
      bytes.append('\n');
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("a line in memory cannot fail to be written", e);
    }
  }

  private static void writePairs(JsonGenerator json, List<KeyValuePair> pairs) throws IOException {
    if (pairs == null) {
      return;
    }
    for (KeyValuePair pair : pairs) {
      json.writeFieldName(pair.key);
      switch (pair.value) {
        case Integer number -> json.writeNumber(number);
        case Long number -> json.writeNumber(number);
        case Boolean flag -> json.writeBoolean(flag);
        case null -> json.writeNull();
        default -> json.writeString(pair.value.toString());
      }
    }
  }

  private static void writeCause(JsonGenerator json, ILoggingEvent event) throws IOException {
    Optional<Causes> causes = Causes.of(event);
    if (causes.isPresent()) {
      json.writeStringField("cause", causes.get().chain());
      if (Causes.wantsFrames(event)) {
        json.writeStringField("stack", causes.get().frames());
      }
    }
  }
}
