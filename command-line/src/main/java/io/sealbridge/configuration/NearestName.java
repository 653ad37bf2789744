package io.sealbridge.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class NearestName {

  private NearestName() {}

  /** The nearest of {@code known} by edit distance, if it is near enough to be meant. */
  public static Optional<String> of(String name, Collection<String> known) {
    int farthest = Math.max(2, name.length() / 2);
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .filter(candidate -> distance(name, candidate) <= farthest);
  }

  /** {@code "; did you mean \"x\"?"}, or the list of what is known. */
  public static String hint(String name, Collection<String> known) {
    return of(name, known)
        .map(nearest -> "; did you mean \"" + nearest + "\"?")
        .orElseGet(
            () -> known.isEmpty() ? "; none is listed" : "; known: " + String.join(", ", known));
  }

  /** Levenshtein's distance, upper and lower case being the same. */
  static int distance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] current = new int[right.length() + 1];
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        boolean same =
            Character.toLowerCase(left.charAt(i - 1)) == Character.toLowerCase(right.charAt(j - 1));
        int replaced = previous[j - 1] + (same ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[right.length()];
  }
}
