package io.sealbridge.k8sauth.access;

import java.util.Map;
import java.util.regex.Pattern;

/** Rules for labels that choose pods. */
final class Labels {
  private static final String PART = "[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?";
  private static final Pattern VALUE = Pattern.compile(PART);
  private static final Pattern KEY =
      Pattern.compile("([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?" + PART);

  private Labels() {}

  /** At least one; a selector without any would choose every pod. */
  static Map<String, String> require(String property, Map<String, String> labels) {
    if (labels.isEmpty()) {
      throw new IllegalArgumentException(
          property + " must list at least one label: none would choose every pod");
    }
    labels.forEach(
        (key, value) -> {
          if (!KEY.matcher(key).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                "%s must be labels of Kubernetes with a value each, has %s: %s"
                    .formatted(property, key, value));
          }
        });
    return Map.copyOf(labels);
  }

  /** The label {@code app.kubernetes.io/name} with {@code name} if none is given. */
  static Map<String, String> orName(String property, Map<String, String> labels, String name) {
    return labels.isEmpty() ? Map.of("app.kubernetes.io/name", name) : require(property, labels);
  }
}
