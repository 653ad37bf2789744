package io.sealbridge.server.token;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token as its file describes it.
 *
 * @param identity whom it stands for; what that identity may do is in the configuration
 * @param accessor names the token in logs and for revoking; no secret
 * @param expires the instant from which it is refused; empty for never
 */
public record IssuedToken(
    String identity, String accessor, TokenHash hash, Instant created, Optional<Instant> expires)
    implements BearerToken {
  private static final Pattern IDENTITY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
  private static final Pattern ACCESSOR = Pattern.compile("[0-9a-f]{16}");

  public IssuedToken {
    if (!IDENTITY.matcher(identity).matches()) {
      throw new IllegalArgumentException(
          "identity must be 1 to 64 letters, digits, \"_\", \".\" and \"-\"");
    }
    if (!isAccessor(accessor)) {
      throw new IllegalArgumentException("accessor must be 16 lower-case hexadecimal digits");
    }
    if (expires.isPresent() && !expires.get().isAfter(created)) {
      throw new IllegalArgumentException(
          "expires must be after created (" + created + "), was " + expires.get());
    }
  }

  /** Whether {@code text} has the shape of an accessor. */
  public static boolean isAccessor(String text) {
    return ACCESSOR.matcher(text).matches();
  }

  /** The name of its file. */
  String fileName() {
    return identity + "-" + accessor + ".json";
  }
}
