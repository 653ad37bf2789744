package io.sealbridge.server.login;

/** Parts of what strangers sent, made fit for a message to the operator. */
final class Shown {

  private static final int LONGEST = 120;

  private Shown() {}

  /** In quotes, cut, and without control characters. */
  static String of(String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    StringBuilder shown = new StringBuilder("\"");
    cut.codePoints()
        .map(c -> Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF) ? '?' : c)
        .forEach(shown::appendCodePoint);
    return shown.append('"').toString();
  }
}
