package io.sealbridge.audit.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.audit.hsmlog.HsmLogScan;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The comparison with the HSM's own log, for programs. */
final class HsmJson {
  private HsmJson() {}

  /** Writes a field {@code hsmLog} into an object that is open. */
  static void write(JsonGenerator json, HsmComparison comparison) throws IOException {
    json.writeObjectFieldStart("hsmLog");
    json.writeBooleanField("byKey", comparison.byKey());
    json.writeNumberField("toleranceSeconds", comparison.tolerance().toSeconds());
    json.writeNumberField("trials", comparison.trials());
    json.writeArrayFieldStart("files");
    for (HsmLogScan scan : comparison.scans()) {
      file(json, scan);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("spans");
    for (HsmComparison.Span span : comparison.spans()) {
      json.writeStartObject();
      json.writeStringField("from", span.from().toString());
      json.writeStringField("to", span.to().toString());
      json.writeBooleanField("covered", span.covered());
      json.writeBooleanField("confirmed", span.agrees());
      json.writeNumberField("logged", span.logged());
      json.writeNumberField("seen", span.seen());
      json.writeNumberField("pastTheBridge", span.past());
      json.writeNumberField("lacking", span.lacking());
      json.writeEndObject();
    }
    json.writeEndArray();
    JsonReport.texts(json, "words", comparison.words());
    json.writeEndObject();
  }

  private static void file(JsonGenerator json, HsmLogScan scan) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", scan.file());
    json.writeStringField("format", scan.format().name());
    json.writeBooleanField("whole", scan.isWhole());
    json.writeNumberField("lines", scan.lines());
    json.writeNumberField("records", scan.records());
    json.writeNumberField("passed", scan.passed());
    json.writeNumberField("repeated", scan.repeated());
    json.writeNumberField("unreadable", scan.unreadable());
    time(json, "first", scan.first());
    time(json, "last", scan.last());
    json.writeObjectFieldStart("operations");
    for (Map.Entry<String, Long> operation : new TreeMap<>(scan.operations()).entrySet()) {
      json.writeNumberField(operation.getKey(), operation.getValue());
    }
    json.writeEndObject();
    JsonReport.texts(json, "faults", scan.faults());
    json.writeEndObject();
  }

  private static void time(JsonGenerator json, String name, Optional<Instant> time)
      throws IOException {
    if (time.isPresent()) {
      json.writeStringField(name, time.get().toString());
    }
  }
}
