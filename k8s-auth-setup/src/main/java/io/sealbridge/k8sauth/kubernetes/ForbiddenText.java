package io.sealbridge.k8sauth.kubernetes;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the API server writes when RBAC allows something to nobody. */
final class ForbiddenText {
  private static final Pattern ON_RESOURCE =
      Pattern.compile(
          "cannot (\\S+) resource \"([^\"]+)\" in API group \"([^\"]*)\""
              + "(?: in the namespace \"([^\"]+)\")?");
  private static final Pattern ON_PATH = Pattern.compile("cannot (\\S+) path \"([^\"]+)\"");

  private ForbiddenText() {}

  /** The rule that would have allowed it, if the text names one. */
  static Optional<AccessRule> missing(String text) {
    Matcher resource = ON_RESOURCE.matcher(text);
    if (resource.find()) {
      return Optional.of(
          new AccessRule.OnResource(
              resource.group(1),
              resource.group(3),
              resource.group(2),
              Optional.ofNullable(resource.group(4))));
    }
    Matcher path = ON_PATH.matcher(text);
    return path.find()
        ? Optional.of(new AccessRule.OnPath(path.group(1), path.group(2)))
        : Optional.empty();
  }
}
