package io.sealbridge.k8sauth.watch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.commandline.OutputFormat;
import io.sealbridge.configuration.Durations;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** One line for each thing that happens, as text or as JSON. */
public final class WatchLog {
  private static final JsonFactory JSON = new JsonFactory();

  private final PrintWriter out;
  private final OutputFormat format;
  private final Clock clock;

  public WatchLog(PrintWriter out, OutputFormat format, Clock clock) {
    this.out = out;
    this.format = format;
    this.clock = clock;
  }

  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  void started(Duration period) {
    String every = Durations.text(period);
    line("watching", "every " + every, json -> json.writeStringField("every", every));
  }

  void drifted(Drift drift) {
    line("drift", drift.object() + " " + drift.state().text(), json -> write(json, drift));
  }

  void inLine(Drift drift) {
    line("in line", drift.object() + " is as the file says", json -> write(json, drift));
  }

  void repaired(Drift drift) {
    line("repaired", drift.object(), json -> write(json, drift));
  }

  void allInLine() {
    line("in line", "everything is as the file says", json -> {});
  }

  /** On one line, whatever a server said. */
  void failed(String sentence) {
    line(
        "failed",
        sentence.replaceAll("\\p{Cntrl}+", " "),
        json -> json.writeStringField("failure", sentence));
  }

  void recovered(int failures) {
    line(
        "recovered",
        "after " + failures + (failures == 1 ? " round that failed" : " rounds that failed"),
        json -> json.writeNumberField("failures", failures));
  }

  void ended() {
    line("ended", "told to end", json -> {});
  }

  private static void write(JsonGenerator json, Drift drift) throws IOException {
    json.writeStringField("kind", drift.kind().word());
    json.writeStringField("state", drift.state().word());
    json.writeStringField("object", drift.object());
  }

  private void line(String event, String text, Fields fields) {
    String time = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    out.println(
        switch (format) {
          case TEXT -> time + " " + event + ": " + text;
          case JSON -> object(time, event, fields);
        });
    out.flush();
  }

  private static String object(String time, String event, Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("time", time);
      json.writeStringField("event", event);
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory cannot fail to be written", e);
    }
    return text.toString();
  }
}
