package io.sealbridge.audit.export;

/** Text from a log, made fit for a terminal and for one line. */
public final class PlainText {
  private PlainText() {}

  /**
   * {@code text} with everything but printable characters written as {@code \\uXXXX}: neither
   * control characters, which terminals obey, nor ones that change the direction of writing are
   * left.
   */
  public static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (isPrintable(point)) {
                safe.appendCodePoint(point);
              } else {
                for (char c : Character.toChars(point)) {
                  safe.append(String.format("\\u%04x", (int) c));
                }
              }
            });
    return safe.toString();
  }

  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
