package io.sealbridge.server.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.commandline.Printer;
import io.sealbridge.server.doctor.Diagnosis;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Prints what was found, a line each with what to do. */
final class DiagnosisText {
  private DiagnosisText() {}

  /** The exit code: 1 if something has to be done. */
  static int print(Printer printer, List<Diagnosis> diagnoses) {
    boolean ok = diagnoses.stream().noneMatch(d -> d.status() == Diagnosis.Status.FAIL);
    printer.print(text(diagnoses), json -> fields(json, ok, diagnoses));
    return ok ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static String text(List<Diagnosis> diagnoses) {
    int width = diagnoses.stream().mapToInt(d -> d.check().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Diagnosis diagnosis : diagnoses) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-4s  %-" + width + "s  %s%n",
              KeyText.lower(diagnosis.status()),
              diagnosis.check(),
              diagnosis.detail()));
      if (!diagnosis.action().isEmpty()) {
        text.append(" ".repeat(width + 8)).append("-> ").append(diagnosis.action()).append('\n');
      }
    }
    return text.toString();
  }

  private static void fields(JsonGenerator json, boolean ok, List<Diagnosis> diagnoses)
      throws IOException {
    json.writeBooleanField("ok", ok);
    json.writeArrayFieldStart("checks");
    for (Diagnosis diagnosis : diagnoses) {
      json.writeStartObject();
      json.writeStringField("check", diagnosis.check());
      json.writeStringField("status", KeyText.lower(diagnosis.status()));
      json.writeStringField("detail", diagnosis.detail());
      if (!diagnosis.action().isEmpty()) {
        json.writeStringField("action", diagnosis.action());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
