package io.sealbridge.audit.report;

import java.util.Locale;

/**
 * What of the page is shown: by kind of use, and by caller. The style looks at boxes and buttons;
 * there is no script.
 */
record Filters(Callers callers) {
  /** Rules that hide what was not chosen. */
  String style() {
    StringBuilder rules = new StringBuilder();
    for (UseKind kind : UseKind.values()) {
      rules.append(
          "body:has(#show-%1$s:not(:checked)) .%1$s{display:none}%n".formatted(kind.label()));
    }
    for (Callers.Choice choice : callers.choices()) {
      rules.append(
          "body:has(#only-%1$s:checked) .caller:not(.%1$s){display:none}%n"
              .formatted(choice.mark()));
    }
    return rules.toString();
  }

  /** The boxes and buttons. */
  String inputs() {
    StringBuilder inputs = new StringBuilder("<fieldset><legend>Show uses of this kind</legend>\n");
    for (UseKind kind : UseKind.values()) {
      inputs.append(
          "<label><input type=\"checkbox\" id=\"show-%1$s\" checked> %1$s</label>%n"
              .formatted(kind.label()));
    }
    inputs.append("</fieldset>\n");
    if (!callers.choices().isEmpty()) {
      inputs.append("<fieldset><legend>by</legend>\n");
      inputs.append(button("all", " checked", "everybody"));
      for (Callers.Choice choice : callers.choices()) {
        inputs.append(button(choice.mark(), "", HtmlText.of(choice.name())));
      }
      inputs.append("</fieldset>\n");
    }
    return inputs.toString();
  }

  private static String button(String mark, String checked, String name) {
    return String.format(
        Locale.ROOT,
        "<label><input type=\"radio\" name=\"caller\" id=\"only-%s\"%s> %s</label>%n",
        mark,
        checked,
        name);
  }
}
