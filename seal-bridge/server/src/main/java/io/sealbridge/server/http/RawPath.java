package io.sealbridge.server.http;

/** What a path must look like, so that no two parties can read it differently. */
final class RawPath {

  private RawPath() {}

  /** What is wrong with a raw path; empty if nothing is. */
  static String fault(String path) {
    if (path.isEmpty() || path.charAt(0) != '/') {
      return "the path must begin with \"/\"";
    }
    int segment = 1;
    for (int i = 1; i <= path.length(); i++) {
      char c = i < path.length() ? path.charAt(i) : '/';
      if (c == '/') {
        if (i == segment && i < path.length()) {
          return "the path must not contain \"//\"";
        }
        if (isDots(path, segment, i)) {
          return "the path must not contain dot segments";
        }
        segment = i + 1;
      } else if (!isPlain(c)) {
        return "the path must be letters, digits, \"-\", \"_\", \".\" and \"/\", unescaped";
      }
    }
    return "";
  }

  private static boolean isDots(String path, int from, int to) {
    return (to - from == 1 && path.charAt(from) == '.')
        || (to - from == 2 && path.charAt(from) == '.' && path.charAt(from + 1) == '.');
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.';
  }
}
