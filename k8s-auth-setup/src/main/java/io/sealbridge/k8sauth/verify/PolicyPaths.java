package io.sealbridge.k8sauth.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The paths that texts of policies name, whatever they allow there: enough to choose a path that
 * they do not allow. A text that is not understood counts as naming every path.
 */
record PolicyPaths(List<String> patterns) {
  /** A text that counts as naming every path. */
  static final String ANYTHING = "{}";

  private static final Pattern PATH = Pattern.compile("\\bpath\\s+\"([^\"]+)\"");
  private static final Pattern TEMPLATE = Pattern.compile("\\{\\{.*?}}");

  PolicyPaths {
    patterns = List.copyOf(patterns);
  }

  static PolicyPaths of(List<String> texts) {
    List<String> patterns = new ArrayList<>();
    for (String text : texts) {
      if (text.strip().startsWith("{")) {
        patterns.add("*");
      }
      Matcher path = PATH.matcher(text);
      while (path.find()) {
        patterns.add(path.group(1));
      }
    }
    return new PolicyPaths(patterns);
  }

  boolean covers(String path) {
    return patterns.stream().anyMatch(pattern -> covers(pattern, path));
  }

  /**
   * A star counts at the end only; a plus stands for one part. What a template gives is unknown.
   */
  private static boolean covers(String pattern, String path) {
    boolean prefix = pattern.endsWith("*");
    String[] known =
        TEMPLATE
            .matcher(prefix ? pattern.substring(0, pattern.length() - 1) : pattern)
            .replaceAll("\n")
            .split("(?<=[\n+])|(?=[\n+])", -1);
    StringBuilder regex = new StringBuilder();
    for (String part : known) {
      regex.append(
          switch (part) {
            case "\n" -> ".*";
            case "+" -> "[^/]+";
            default -> Pattern.quote(part);
          });
    }
    return path.matches(regex + (prefix ? ".*" : ""));
  }
}
