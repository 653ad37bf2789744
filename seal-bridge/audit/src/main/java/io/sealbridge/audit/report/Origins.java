package io.sealbridge.audit.report;

import io.sealbridge.audit.entry.LoggedEntry;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the ciphertexts that were opened had been made. Remembers those that it was asked for, not
 * all that there are. For one thread.
 */
final class Origins {
  /** Vault opens what it has just sealed at once; somebody else's copy is seldom so fresh. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  /** The entry that made a ciphertext. */
  record Made(String where, KeyUseEntry.Outcome outcome) {
    private Instant at() {
      return outcome.at();
    }

    /**
     * Whether {@code opening} is how a Vault sees that its seal works: it opens what it has itself
     * encrypted just before. What a rewrap has made is old in a new shape, and never that.
     */
    boolean isBeat(KeyUseEntry.Outcome opening) {
      return outcome.operation() == Operation.ENCRYPT
          && opening.operation() == Operation.DECRYPT
          && outcome.identity().equals(opening.identity())
          && KeyUse.hostOf(outcome.peer()).equals(KeyUse.hostOf(opening.peer()))
          && Duration.between(at(), opening.at()).abs().compareTo(FRESH) <= 0;
    }
  }

  private final Set<String> wanted = new HashSet<>();
  private final Map<String, Made> made = new HashMap<>();

  void want(KeyUseEntry.Outcome opening) {
    opening.ciphertextSha256().ifPresent(wanted::add);
  }

  /** An outcome that did not open anything. The first that made a ciphertext counts. */
  void look(LoggedEntry logged, KeyUseEntry.Outcome outcome) {
    if (outcome.result().equals("ok")
        && outcome.ciphertextSha256().filter(wanted::contains).isPresent()) {
      made.merge(
          outcome.ciphertextSha256().get(),
          new Made(logged.origin() + ", entry " + logged.index(), outcome),
          (one, other) -> other.at().isBefore(one.at()) ? other : one);
    }
  }

  Optional<Made> of(KeyUseEntry.Outcome opening) {
    return opening.ciphertextSha256().map(made::get);
  }
}
