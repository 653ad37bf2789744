package io.sealbridge.audit.verify;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.audit.note.Checkpoint;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Verdicts for programs. A time or a checkpoint that is not known is left out. */
public final class JsonVerdict {
  private JsonVerdict() {}

  /** Writes the field "logs", an array of an object for each verdict, into an open object. */
  public static void write(JsonGenerator json, List<Verdict> verdicts) throws IOException {
    json.writeArrayFieldStart("logs");
    for (Verdict verdict : verdicts) {
      json.writeStartObject();
      json.writeStringField("origin", verdict.origin());
      json.writeNumberField("entries", verdict.entries());
      json.writeNumberField("trust", verdict.trust().level());
      if (verdict.checkpoint().isPresent()) {
        Checkpoint checkpoint = verdict.checkpoint().get();
        json.writeNumberField("signedEntries", checkpoint.size());
        json.writeStringField("root", checkpoint.root().base64());
      }
      intervals(json, verdict.intervals());
      findings(json, verdict.findings());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void intervals(JsonGenerator json, List<Interval> intervals) throws IOException {
    json.writeArrayFieldStart("intervals");
    for (Interval interval : intervals) {
      json.writeStartObject();
      json.writeNumberField("from", interval.from());
      json.writeNumberField("to", interval.to());
      time(json, "begins", interval.begins());
      time(json, "ends", interval.ends());
      json.writeNumberField("trust", interval.trust().level());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void time(JsonGenerator json, String name, Optional<Instant> time)
      throws IOException {
    if (time.isPresent()) {
      json.writeStringField(name, time.get().toString());
    }
  }

  private static void findings(JsonGenerator json, List<Finding> findings) throws IOException {
    json.writeArrayFieldStart("findings");
    for (Finding finding : findings) {
      json.writeStartObject();
      json.writeStringField("severity", finding.severity().name().toLowerCase(Locale.ROOT));
      json.writeStringField("where", finding.where());
      json.writeStringField("text", finding.text());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
