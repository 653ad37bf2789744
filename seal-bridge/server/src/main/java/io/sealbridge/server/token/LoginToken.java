package io.sealbridge.server.token;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token that the bridge issued for a login, as its verified text says.
 *
 * @param identity whom it stands for; what that identity may do is in the configuration
 * @param accessor 16 hexadecimal digits, random
 * @param created when the login was; whole seconds
 * @param until the instant from which it is refused; whole seconds
 * @param epoch the epoch of revocation in which it was issued
 * @param via how the login was proven
 * @param keyId of the key that signed it
 */
public record LoginToken(
    String identity,
    String accessor,
    Instant created,
    Instant until,
    long epoch,
    String via,
    String keyId)
    implements BearerToken {

  private static final Pattern IDENTITY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

  public LoginToken {
    if (!IDENTITY.matcher(identity).matches()) {
      throw new IllegalArgumentException(
          "identity must be 1 to 64 letters, digits, \"_\", \".\" and \"-\"");
    }
    if (!IssuedToken.isAccessor(accessor)) {
      throw new IllegalArgumentException("accessor must be 16 lower-case hexadecimal digits");
    }
    if (!isWholeSeconds(created) || !isWholeSeconds(until)) {
      throw new IllegalArgumentException("created and until must be whole seconds");
    }
    if (!until.isAfter(created)) {
      throw new IllegalArgumentException(
          "until must be after created (" + created + "), was " + until);
    }
    if (epoch < 0) {
      throw new IllegalArgumentException("epoch must be at least 0, was " + epoch);
    }
  }

  private static boolean isWholeSeconds(Instant instant) {
    return instant.equals(instant.truncatedTo(ChronoUnit.SECONDS));
  }

  /** Where the login was made, which is the second part of {@link #via}. */
  public String mount() {
    String[] parts = via.split(":", 3);
    return parts.length < 2 ? "" : parts[1];
  }

  @Override
  public Optional<Instant> expires() {
    return Optional.of(until);
  }
}
