package io.sealbridge.audit.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.audit.verify.Interval;
import io.sealbridge.audit.verify.JsonVerdict;
import io.sealbridge.audit.verify.Verdict;
import io.sealbridge.keyring.KeyUseEntry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The report for programs: the fields of one JSON object, version 1. */
public final class JsonReport {
  private static final int VERSION = 1;

  private JsonReport() {}

  /** Writes the fields into an object that is open. */
  public static void write(JsonGenerator json, Report report) throws IOException {
    json.writeNumberField("reportVersion", VERSION);
    json.writeStringField("key", report.query().key().value());
    json.writeStringField("from", report.query().from().toString());
    json.writeStringField("to", report.query().to().toString());
    json.writeNumberField("trust", report.trust().level());
    json.writeStringField("trustWords", report.trust().words());
    trustedParts(json, report);
    JsonVerdict.write(json, report.verdicts());
    if (report.hsm().isPresent()) {
      HsmJson.write(json, report.hsm().get());
    }
    json.writeArrayFieldStart("anomalies");
    for (Anomaly anomaly : report.anomalies()) {
      json.writeStartObject();
      json.writeStringField("kind", anomaly.kind().name());
      json.writeBooleanField("grave", anomaly.kind().isGrave());
      json.writeStringField("at", anomaly.at().toString());
      json.writeStringField("where", anomaly.where());
      json.writeStringField("seen", anomaly.text());
      json.writeStringField("means", anomaly.kind().meaning());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("events");
    for (Event event : report.events()) {
      json.writeStartObject();
      json.writeStringField("kind", event.kind());
      json.writeStringField("at", event.at().toString());
      json.writeStringField("where", event.where());
      json.writeStringField("text", event.text());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("counts");
    for (Map.Entry<String, Long> count : new TreeMap<>(report.counts()).entrySet()) {
      json.writeNumberField(count.getKey(), count.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("uses");
    for (KeyUse use : report.uses()) {
      write(json, use);
    }
    json.writeEndArray();
    json.writeNumberField("usesLeftOut", report.leftOut());
    texts(json, "cannotShow", Advice.limits(report));
    texts(json, "whatToDo", Advice.STEPS);
  }

  /** The parts of the logs that the trust in this time is that of. */
  private static void trustedParts(JsonGenerator json, Report report) throws IOException {
    json.writeArrayFieldStart("trustParts");
    for (Verdict verdict : report.verdicts()) {
      for (Interval interval : verdict.intervals()) {
        if (report.isAbout(verdict, interval)) {
          json.writeStartObject();
          json.writeStringField("log", verdict.origin());
          json.writeNumberField("from", interval.from());
          json.writeNumberField("to", interval.to());
          json.writeNumberField("trust", interval.trust().level());
          json.writeEndObject();
        }
      }
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, KeyUse use) throws IOException {
    KeyUseEntry.Outcome outcome = use.outcome();
    json.writeStartObject();
    json.writeStringField("log", use.origin());
    json.writeNumberField("index", use.index());
    json.writeStringField("at", outcome.at().toString());
    json.writeStringField("operation", outcome.operation().label());
    json.writeStringField("kind", use.kind().label());
    json.writeNumberField("keyVersion", outcome.keyVersion());
    json.writeStringField("identity", outcome.identity());
    json.writeStringField("proof", outcome.proof());
    json.writeStringField("peer", outcome.peer());
    json.writeStringField("result", outcome.result());
    json.writeStringField("requestId", outcome.requestId());
    if (outcome.ciphertextSha256().isPresent()) {
      json.writeStringField("ciphertextSha256", outcome.ciphertextSha256().get());
    }
    if (use.madeBy().isPresent()) {
      json.writeStringField("madeBy", use.madeBy().get());
    }
    json.writeEndObject();
  }

  static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
