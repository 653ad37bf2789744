package io.sealbridge.audit.export;

import io.sealbridge.audit.entry.LoggedEntry;
import java.util.Optional;

/** One entry as one line for people. */
public final class EntryLine {
  private EntryLine() {}

  /** Time, what was done by whom with which key, from where, and how it went. */
  public static String of(LoggedEntry logged) {
    Told told = Told.of(logged.entry());
    StringBuilder line = new StringBuilder();
    line.append(logged.entry().at()).append(' ').append(logged.index()).append(' ');
    line.append(told.kind());
    append(line, " ", told.operation());
    append(line, " ", told.key());
    append(line, " by ", told.identity());
    told.proof().ifPresent(proof -> line.append(" (").append(PlainText.of(proof)).append(')'));
    append(line, " from ", told.peer());
    line.append(": ").append(PlainText.of(told.text()));
    append(line, " request ", told.requestId());
    return line.toString();
  }

  private static void append(StringBuilder line, String before, Optional<String> text) {
    text.ifPresent(value -> line.append(before).append(PlainText.of(value)));
  }
}
