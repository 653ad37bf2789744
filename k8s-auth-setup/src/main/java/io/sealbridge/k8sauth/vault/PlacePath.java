package io.sealbridge.k8sauth.vault;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Places from the paths that {@link Place#path()} gives. */
final class PlacePath {
  private static final Pattern ENGINE = Pattern.compile("sys/mounts/(.+)");
  private static final Pattern METHOD = Pattern.compile("sys/auth/(.+)");
  private static final Pattern POLICY = Pattern.compile("sys/policies/acl/(.+)");
  private static final Pattern ROLE = Pattern.compile("auth/(.+)/role/([^/]+)");
  private static final Pattern CONFIG = Pattern.compile("auth/(.+)/config");

  private PlacePath() {}

  /** The place, or nothing if no place is written there. */
  static Optional<Place> parse(String path) {
    Matcher matcher = ENGINE.matcher(path);
    if (matcher.matches()) {
      return Optional.of(new Place.SecretEngine(matcher.group(1)));
    }
    if (matcher.usePattern(METHOD).matches()) {
      return Optional.of(new Place.AuthMethod(matcher.group(1)));
    }
    if (matcher.usePattern(POLICY).matches()) {
      return Optional.of(new Place.Policy(matcher.group(1)));
    }
    if (matcher.usePattern(ROLE).matches()) {
      return Optional.of(new Place.Role(matcher.group(1), matcher.group(2)));
    }
    return matcher.usePattern(CONFIG).matches()
        ? Optional.of(new Place.AuthConfig(matcher.group(1)))
        : Optional.empty();
  }
}
