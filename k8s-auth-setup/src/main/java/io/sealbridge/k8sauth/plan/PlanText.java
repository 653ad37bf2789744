package io.sealbridge.k8sauth.plan;

import io.sealbridge.k8sauth.desired.HiddenText;
import io.sealbridge.k8sauth.desired.Wanted;
import io.sealbridge.k8sauth.objects.ObjectText;

/** A plan as a person reads it: {@code +} is made, {@code ~} changed, {@code -} removed. */
public final class PlanText {
  private static final String END = "\u001b[0m";

  private final boolean coloured;
  private final StringBuilder text = new StringBuilder();

  private PlanText(boolean coloured) {
    this.coloured = coloured;
  }

  /** The changes, and the count of them in a last line. */
  public static String of(Plan plan, boolean coloured) {
    PlanText text = new PlanText(coloured);
    plan.changes().forEach(text::change);
    text.line(
        plan.isEmpty()
            ? "Nothing to change."
            : "%d to add, %d to change, %d to remove."
                .formatted(
                    plan.count(Effect.CREATE),
                    plan.count(Effect.UPDATE),
                    plan.count(Effect.DELETE)));
    return text.text.toString();
  }

  private void change(Change change) {
    String title = change.place().title();
    switch (change.effect()) {
      case CREATE -> line(Colour.GREEN.paint(coloured, "+ " + title));
      case UPDATE -> line(Colour.YELLOW.paint(coloured, "~ " + title));
      case DELETE -> line(Colour.RED.paint(coloured, "- " + title));
    }
    switch (change) {
      case Change.Create create -> fields(create.wanted());
      case Change.Update update -> update.fields().forEach(this::field);
      case Change.CreateObject create -> ObjectText.of(create.wanted()).forEach(this::value);
      case Change.UpdateObject update -> update.fields().forEach(this::field);
      case Change.Delete _, Change.DeleteObject _ -> {}
    }
  }

  private void fields(Wanted wanted) {
    wanted
        .fields()
        .forEach(
            (name, value) -> {
              String shown =
                  value instanceof HiddenText hidden
                      ? hidden.reveal().isEmpty() ? "" : hidden.toString()
                      : value.toString();
              value(name, shown);
            });
  }

  private void value(String name, String shown) {
    if (!shown.isEmpty() && !shown.equals("[]")) {
      line("    " + name + ": " + indented(shown));
    }
  }

  private void field(FieldChange change) {
    if (change.before().contains("\n") || change.after().contains("\n")) {
      line("    " + change.field() + ":");
      LineDifference.of(change.before(), change.after()).forEach(this::differing);
    } else {
      line(
          "    %s: %s -> %s"
              .formatted(change.field(), quoted(change.before()), quoted(change.after())));
    }
  }

  private void differing(String line) {
    Colour colour =
        switch (line.charAt(0)) {
          case '+' -> Colour.GREEN;
          case '-' -> Colour.RED;
          default -> Colour.NONE;
        };
    line("      " + colour.paint(coloured, line));
  }

  private static String quoted(String value) {
    return value.isEmpty() ? "\"\"" : value;
  }

  private static String indented(String value) {
    return value.strip().contains("\n")
        ? "\n      " + value.strip().replace("\n", "\n      ")
        : value.strip();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private enum Colour {
    NONE(""),
    GREEN("\u001b[32m"),
    YELLOW("\u001b[33m"),
    RED("\u001b[31m");

    private final String begin;

    Colour(String begin) {
      this.begin = begin;
    }

    String paint(boolean coloured, String line) {
      return coloured && this != NONE ? begin + line + END : line;
    }
  }
}
