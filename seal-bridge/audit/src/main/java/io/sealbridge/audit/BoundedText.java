package io.sealbridge.audit;

/** Strings that callers or devices supplied, made fit for one line. */
final class BoundedText {
  /** Bytes of JSON, in which everything but printable ASCII is escaped. */
  static final int LONGEST = 512;

  private static final String CUT = "...";
  private static final int ESCAPED = 6;

  private BoundedText() {}

  /**
   * At most {@link #LONGEST} bytes as JSON, with a mark where something was cut, and without half
   * surrogate pairs, which JSON cannot carry.
   */
  static String of(String text) {
    int fits = fitting(text, LONGEST);
    String bounded =
        fits == text.length()
            ? text
            : text.substring(0, fitting(text, LONGEST - CUT.length())) + CUT;
    return hasLoneSurrogate(bounded) ? replaceLoneSurrogates(bounded) : bounded;
  }

  /** How many characters of {@code text} take no more than {@code bytes}. */
  private static int fitting(String text, int bytes) {
    int used = 0;
    for (int i = 0; i < text.length(); i++) {
      used += cost(text.charAt(i));
      if (used > bytes) {
        return i;
      }
    }
    return text.length();
  }

  private static int cost(char c) {
    if (c < ' ' || c > '~') {
      return ESCAPED;
    }
    return c == '"' || c == '\\' ? 2 : 1;
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints().anyMatch(BoundedText::isSurrogate);
  }

  private static String replaceLoneSurrogates(String text) {
    return text.codePoints()
        .map(point -> isSurrogate(point) ? 0xFFFD : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** A code point in this range is a half without its other half. */
  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
