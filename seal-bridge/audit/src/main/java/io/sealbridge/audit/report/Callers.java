package io.sealbridge.audit.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Those who used the key, as the page can be narrowed to one of them: a bounded number, first those
 * with what is rare.
 *
 * @param names as in the log, not escaped
 */
record Callers(List<String> names) {
  private static final int MOST = 30;
  private static final String BY = "by-";
  private static final String OTHERS = BY + "others";

  Callers {
    names = List.copyOf(names);
  }

  static Callers of(Report report) {
    Set<String> names = new LinkedHashSet<>();
    for (UseKind kind : UseKind.RARE_FIRST) {
      for (KeyUse use : report.uses()) {
        if (use.kind() == kind && names.size() <= MOST) {
          names.add(use.outcome().identity());
        }
      }
    }
    return new Callers(new ArrayList<>(names).subList(0, Math.min(MOST, names.size())));
  }

  /** The class of what {@code caller} did, for the style. */
  String mark(String caller) {
    int place = names.indexOf(caller);
    return place < 0 ? OTHERS : BY + place;
  }

  /** What the page offers: marks and names; nothing if there is no choice. */
  List<Choice> choices() {
    List<Choice> choices = new ArrayList<>();
    if (names.size() > 1) {
      names.forEach(name -> choices.add(new Choice(mark(name), name)));
      if (names.size() == MOST) {
        choices.add(new Choice(OTHERS, "the others"));
      }
    }
    return choices;
  }

  /** One of them. */
  record Choice(String mark, String name) {}
}
