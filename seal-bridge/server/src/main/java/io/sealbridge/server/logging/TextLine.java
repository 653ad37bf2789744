package io.sealbridge.server.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/** {@code 2026-11-24T10:00:00.123Z WARN io.sealbridge.X text key=value key="two words"}. */
final class TextLine {
  private TextLine() {}

  static byte[] of(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(200);
    line.append(event.getInstant())
        .append(' ')
        .append(event.getLevel())
        .append(' ')
        .append(event.getLoggerName())
        .append(' ');
    appendSafely(line, String.valueOf(event.getFormattedMessage()));
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      for (KeyValuePair pair : pairs) {
        appendPair(line, pair.key, String.valueOf(pair.value));
      }
    }
    Causes.of(event).ifPresent(causes -> appendPair(line, "cause", causes.chain()));
    Causes.of(event)
        .filter(_ -> Causes.wantsFrames(event))
        .ifPresent(causes -> appendPair(line, "at", causes.frames()));
    return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void appendPair(StringBuilder line, String key, String value) {
    line.append(' ').append(key).append('=');
    boolean plain =
        !value.isEmpty()
            && value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '=');
    if (plain) {
      line.append(value);
    } else {
      line.append('"');
      appendSafely(line, value.replace("\\", "\\\\").replace("\"", "\\\""));
      line.append('"');
    }
  }

  /** An event is one line whatever a device or a caller put into it, and moves no cursor. */
  private static void appendSafely(StringBuilder line, String text) {
    text.chars()
        .forEach(
            c -> {
              if (c == '\n') {
                line.append("\\n");
              } else if (Character.isISOControl(c)) {
                line.append("\\u%04x".formatted(c));
              } else {
                line.append((char) c);
              }
            });
  }
}
