package io.sealbridge.k8sauth.render;

/** Text in a template of the language Go. */
final class GoText {
  private GoText() {}

  /** A string as the template itself writes it, with everything escaped that would end it. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(character -> append(quoted, character));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int character) {
    switch (character) {
      case '"' -> quoted.append("\\\"");
      case '\\' -> quoted.append("\\\\");
      // Two of them would end the action of the template.
      case '{', '}' -> quoted.append("\\u%04x".formatted(character));
      default -> {
        if (character < ' ') {
          quoted.append("\\u%04x".formatted(character));
        } else {
          quoted.appendCodePoint(character);
        }
      }
    }
  }
}
