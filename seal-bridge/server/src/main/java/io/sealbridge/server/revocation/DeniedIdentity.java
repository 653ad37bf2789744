package io.sealbridge.server.revocation;

import io.sealbridge.configuration.Setting;
import java.time.Instant;
import java.util.Optional;

/** An identity that is refused, by whatever it shows itself. */
public record DeniedIdentity(
    @Setting("As in \"access\" of the configuration.") String name,
    @Setting("Why, for those who read the list.") Optional<String> reason,
    @Setting("Since when, such as 2027-01-31T00:00:00Z.") Optional<Instant> since) {

  private static final int LONGEST_REASON = 256;

  public DeniedIdentity {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name must not be blank");
    }
    if (reason.isPresent() && reason.get().length() > LONGEST_REASON) {
      throw new IllegalArgumentException(
          "reason must be at most " + LONGEST_REASON + " characters, was " + reason.get().length());
    }
  }
}
