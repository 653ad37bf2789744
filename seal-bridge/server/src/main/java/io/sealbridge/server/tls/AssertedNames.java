package io.sealbridge.server.tls;

import io.sealbridge.server.config.ClientTrustConfiguration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The names that a bundle of authorities may assert.
 *
 * @param listed empty for an authority that may assert every name
 */
public record AssertedNames(Optional<ClientTrustConfiguration> listed) {

  static final AssertedNames EVERY = new AssertedNames(Optional.empty());

  public boolean asserts(SubjectName name) {
    return listed.isEmpty()
        || switch (name.kind()) {
          case DNS -> matchesDns(listed.get().dns(), name.value());
          case URI -> matchesUri(listed.get().uri(), name.value());
        };
  }

  private static boolean matchesDns(List<String> patterns, String name) {
    int dot = name.indexOf('.');
    for (String written : patterns) {
      String pattern = written.toLowerCase(Locale.ROOT);
      boolean matches =
          pattern.startsWith("*.")
              ? dot > 0 && !name.startsWith("*") && name.substring(dot).equals(pattern.substring(1))
              : name.equals(pattern);
      if (matches) {
        return true;
      }
    }
    return false;
  }

  private static boolean matchesUri(List<String> patterns, String name) {
    return patterns.stream()
        .anyMatch(
            pattern ->
                pattern.equals(name)
                    || (pattern.endsWith("/") && name.startsWith(pattern) && !hasDotSegment(name)));
  }

  /** {@code spiffe://a/b/../c} is below {@code spiffe://a/b/} for nobody but a prefix. */
  private static boolean hasDotSegment(String name) {
    return name.contains("/./")
        || name.contains("/../")
        || name.endsWith("/.")
        || name.endsWith("/..");
  }
}
