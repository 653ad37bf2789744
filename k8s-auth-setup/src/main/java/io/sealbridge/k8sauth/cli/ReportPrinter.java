package io.sealbridge.k8sauth.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.commandline.Printer;
import io.sealbridge.k8sauth.verify.Check;
import io.sealbridge.k8sauth.verify.Checked;
import io.sealbridge.k8sauth.verify.Report;
import io.sealbridge.k8sauth.verify.Result;
import io.sealbridge.k8sauth.verify.Subject;
import java.io.IOException;

/** Prints what a verification found, for a person or a program. */
final class ReportPrinter {
  /** Of the JSON document; it grows when something in it changes its meaning or goes away. */
  private static final int VERSION = 1;

  private static final String INDENT = "\n             ";

  private ReportPrinter() {}

  static void print(Printer printer, Report report, boolean coloured) {
    printer.print(text(report, coloured), json -> write(json, report));
  }

  private static String text(Report report, boolean coloured) {
    StringBuilder text = new StringBuilder();
    for (Checked checked : report.all()) {
      text.append(checked.subject().title()).append('\n');
      for (Check check : checked.checks()) {
        String word = "%-9s".formatted(check.result().word());
        text.append("  ")
            .append(coloured ? colour(check.result()) + word + "\u001b[0m" : word)
            .append("  ")
            .append(check.message().strip().replace("\n", INDENT))
            .append('\n');
      }
    }
    return text.append(
            "%d findings, %d warnings, %d good, %d not tried, %d could not be verified.%n"
                .formatted(
                    report.count(Result.FINDING),
                    report.count(Result.WARNING),
                    report.count(Result.OK),
                    report.count(Result.NOT_TRIED),
                    report.count(Result.FAILED)))
        .toString();
  }

  private static String colour(Result result) {
    return switch (result) {
      case OK -> "\u001b[32m";
      case WARNING, NOT_TRIED -> "\u001b[33m";
      case FINDING, FAILED -> "\u001b[31m";
    };
  }

  private static void write(JsonGenerator json, Report report) throws IOException {
    json.writeNumberField("version", VERSION);
    json.writeStringField("result", report.result().word());
    json.writeObjectFieldStart("counts");
    for (Result result : Result.values()) {
      json.writeNumberField(result.word(), report.count(result));
    }
    json.writeEndObject();
    json.writeArrayFieldStart("subjects");
    for (Checked checked : report.all()) {
      write(json, checked);
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Checked checked) throws IOException {
    json.writeStartObject();
    json.writeStringField("cluster", checked.subject().cluster());
    switch (checked.subject()) {
      case Subject.OfCluster of -> {
        json.writeStringField("mount", of.mount());
        json.writeStringField("setup", of.setup());
      }
      case Subject.OfRole of -> {
        json.writeStringField("mount", of.mount());
        json.writeStringField("role", of.role());
      }
    }
    json.writeArrayFieldStart("checks");
    for (Check check : checked.checks()) {
      json.writeStartObject();
      json.writeStringField("id", check.id());
      json.writeStringField("result", check.result().word());
      json.writeStringField("message", check.message());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
