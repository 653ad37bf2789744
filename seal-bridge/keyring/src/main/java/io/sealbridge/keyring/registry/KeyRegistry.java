package io.sealbridge.keyring.registry;

import io.sealbridge.keyring.AlarmListener;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.SerialMarks;
import io.sealbridge.keyring.attestation.AttestedKey;
import io.sealbridge.keyring.attestation.Attestor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The keys that count. Safe for use by many threads; no method blocks. */
public final class KeyRegistry {
  /**
   * When what was read is too old, and how often it may be read again.
   *
   * @param maxAge how long a state is good for after an HSM last confirmed it
   * @param forcedRefreshInterval the least time between two refreshes forced by unknown names
   */
  public record Timing(Duration maxAge, Duration forcedRefreshInterval) {
    public static final Timing DEFAULT = new Timing(Duration.ofSeconds(60), Duration.ofSeconds(1));
  }

  public KeyRegistry(
      List<HsmToken> tokens,
      Attestor attestor,
      SerialMarks marks,
      AlarmListener alarms,
      Timing timing,
      Clock clock) {}

  /**
   * Reads the states from every HSM, adopts what counts and attests what is new. The stage never
   * fails; what could not be read shows in the alarms and, after the maximum age, in refusals.
   */
  public CompletionStage<Void> refresh() {
    return CompletableFuture.failedFuture(new UnsupportedOperationException("not built yet"));
  }

  /** The states in use, ascending by name. */
  public List<KeyState> states() {
    return List.of();
  }

  public Optional<KeyState> state(KeyName name) {
    return Optional.empty();
  }

  /** When an HSM last gave its states; empty before the first time. */
  public Optional<Instant> refreshed() {
    return Optional.empty();
  }

  /** Objects labelled like versions that no state names. */
  public List<StrayKey> strays() {
    return List.of();
  }

  /** Everything attested on the living connections, accepted or not. */
  public List<AttestedKey> attested() {
    return List.of();
  }

  public List<HsmToken> tokens() {
    return List.of();
  }
}
