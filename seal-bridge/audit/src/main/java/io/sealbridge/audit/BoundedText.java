package io.sealbridge.audit;

/** Strings that callers or devices supplied, made fit for one line. */
final class BoundedText {
  static final int LONGEST = 512;
  private static final String CUT = "...";

  private BoundedText() {}

  /**
   * At most {@link #LONGEST} characters, with a mark where something was cut, and without half
   * surrogate pairs, which JSON cannot carry.
   */
  static String of(String text) {
    String bounded = text;
    if (text.length() > LONGEST) {
      bounded = text.substring(0, LONGEST - CUT.length()) + CUT;
    }
    return hasLoneSurrogate(bounded) ? replaceLoneSurrogates(bounded) : bounded;
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
