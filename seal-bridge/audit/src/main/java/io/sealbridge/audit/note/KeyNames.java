package io.sealbridge.audit.note;

/** The names of keys: not empty, without spaces, plus signs and control characters. */
public final class KeyNames {
  private KeyNames() {}

  public static boolean isValid(String name) {
    return !name.isEmpty()
        && name.codePoints()
            .noneMatch(
                point ->
                    point == '+'
                        || Character.isWhitespace(point)
                        || Character.isSpaceChar(point)
                        || Character.isISOControl(point)
                        || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
  }

  static void require(String name) {
    if (!isValid(name)) {
      throw new IllegalArgumentException(
          "the name of a key must not be empty or have spaces, \"+\" or control characters");
    }
  }
}
