package io.sealbridge.k8sauth.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.commandline.Printer;
import io.sealbridge.k8sauth.plan.Change;
import io.sealbridge.k8sauth.plan.FieldChange;
import io.sealbridge.k8sauth.plan.Plan;
import io.sealbridge.k8sauth.plan.PlanText;
import io.sealbridge.k8sauth.vault.Place;
import java.io.IOException;
import java.util.List;

/** Prints a plan for a person or a program. */
final class PlanPrinter {
  private PlanPrinter() {}

  /**
   * Prints {@code plan}.
   *
   * @param leftovers what this owner made, nothing asks for, and the plan leaves alone
   */
  static void print(Printer printer, Plan plan, List<Place> leftovers, boolean coloured) {
    StringBuilder text = new StringBuilder(PlanText.of(plan, coloured));
    if (!leftovers.isEmpty()) {
      text.append("Left alone without --prune: ")
          .append(String.join(", ", leftovers.stream().map(Place::title).toList()))
          .append(".\n");
    }
    printer.print(
        text.toString(),
        json -> {
          json.writeArrayFieldStart("changes");
          for (Change change : plan.changes()) {
            write(json, change);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("leftAlone");
          for (Place place : leftovers) {
            json.writeString(place.path());
          }
          json.writeEndArray();
        });
  }

  private static void write(JsonGenerator json, Change change) throws IOException {
    json.writeStartObject();
    json.writeStringField("path", change.place().path());
    switch (change) {
      case Change.Create _ -> json.writeStringField("action", "create");
      case Change.Delete _ -> json.writeStringField("action", "delete");
      case Change.Update update -> {
        json.writeStringField("action", "update");
        json.writeArrayFieldStart("fields");
        for (FieldChange field : update.fields()) {
          json.writeStartObject();
          json.writeStringField("field", field.field());
          json.writeStringField("before", field.before());
          json.writeStringField("after", field.after());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
    }
    json.writeEndObject();
  }
}
