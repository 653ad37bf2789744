package io.sealbridge.k8sauth.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.commandline.Printer;
import io.sealbridge.k8sauth.plan.Change;
import io.sealbridge.k8sauth.plan.FieldChange;
import io.sealbridge.k8sauth.plan.Plan;
import io.sealbridge.k8sauth.plan.PlanText;
import io.sealbridge.k8sauth.vault.ClusterPlace;
import io.sealbridge.k8sauth.vault.Recorded;
import java.io.IOException;
import java.util.List;

/** Prints a plan for a person or a program. */
final class PlanPrinter {
  private PlanPrinter() {}

  /**
   * Prints {@code plan}.
   *
   * @param leftovers what this owner made, nothing asks for, and the plan leaves alone
   * @param outOfReach what this owner made where the file does not say any more how to get there
   */
  static void print(
      Printer printer,
      Plan plan,
      List<Recorded> leftovers,
      List<ClusterPlace> outOfReach,
      boolean coloured) {
    StringBuilder text = new StringBuilder(PlanText.of(plan, coloured));
    sentence(text, "Left alone without --prune: ", leftovers);
    sentence(text, "Left alone, because the file has not their cluster any more: ", outOfReach);
    printer.print(
        text.toString(),
        json -> {
          json.writeArrayFieldStart("changes");
          for (Change change : plan.changes()) {
            write(json, change);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("leftAlone");
          for (Recorded place : leftovers) {
            json.writeString(place.path());
          }
          for (Recorded place : outOfReach) {
            json.writeString(place.path());
          }
          json.writeEndArray();
        });
  }

  private static void sentence(
      StringBuilder text, String beginning, List<? extends Recorded> places) {
    if (!places.isEmpty()) {
      text.append(beginning)
          .append(String.join(", ", places.stream().map(Recorded::title).toList()))
          .append(".\n");
    }
  }

  private static void write(JsonGenerator json, Change change) throws IOException {
    json.writeStartObject();
    json.writeStringField("path", change.place().path());
    json.writeStringField("action", change.effect().word());
    switch (change) {
      case Change.Update update -> fields(json, update.fields());
      case Change.UpdateObject update -> fields(json, update.fields());
      case Change.Create _, Change.CreateObject _, Change.Delete _, Change.DeleteObject _ -> {}
    }
    json.writeEndObject();
  }

  private static void fields(JsonGenerator json, List<FieldChange> fields) throws IOException {
    json.writeArrayFieldStart("fields");
    for (FieldChange field : fields) {
      json.writeStartObject();
      json.writeStringField("field", field.field());
      json.writeStringField("before", field.before());
      json.writeStringField("after", field.after());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
