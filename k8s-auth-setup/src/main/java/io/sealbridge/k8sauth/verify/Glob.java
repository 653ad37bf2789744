package io.sealbridge.k8sauth.verify;

import java.util.List;
import java.util.regex.Pattern;

/** Patterns as Vault's roles have them: a star stands for any text, also for none. */
final class Glob {
  private Glob() {}

  static boolean isPattern(String name) {
    return name.contains("*");
  }

  static boolean matches(String pattern, String text) {
    String regex =
        String.join(".*", List.of(pattern.split("\\*", -1)).stream().map(Pattern::quote).toList());
    return text.matches(regex);
  }

  static boolean anyMatches(List<String> patterns, String text) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, text));
  }
}
