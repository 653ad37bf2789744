package io.sealbridge.server.management;

import io.sealbridge.audit.KeyUseLogHealth;
import io.sealbridge.hsm.ConnectedToken;
import io.sealbridge.keyring.HsmStatus;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyVersion;
import io.sealbridge.keyring.Recipient;
import io.sealbridge.keyring.registry.KeyRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether this replica can open what its clients may send. Asks nobody: it looks at what refreshes
 * and canaries have found. Safe for use by many threads.
 */
public final class Readiness {

  /**
   * One thing that was looked at.
   *
   * @param needed whether the replica is not ready without it
   */
  public record Check(String name, boolean ok, boolean needed, String text) {}

  /** Everything that was looked at. */
  public record Report(List<Check> checks) {
    public Report {
      checks = List.copyOf(checks);
    }

    public boolean isReady() {
      return checks.stream().allMatch(check -> check.ok() || !check.needed());
    }
  }

  private final List<ConnectedToken> tokens;
  private final KeyRegistry registry;
  private final Canaries canaries;
  private final Supplier<KeyUseLogHealth> log;
  private final List<Supplier<Check>> others;
  private final List<KeyName> keys;
  private final Duration maxAge;
  private final Clock clock;

  public Readiness(
      List<ConnectedToken> tokens,
      KeyRegistry registry,
      Canaries canaries,
      Supplier<KeyUseLogHealth> log,
      List<Supplier<Check>> others,
      List<KeyName> keys,
      Duration maxAge,
      Clock clock) {
    this.tokens = List.copyOf(tokens);
    this.registry = registry;
    this.canaries = canaries;
    this.log = log;
    this.others = List.copyOf(others);
    this.keys = List.copyOf(keys);
    this.maxAge = maxAge;
    this.clock = clock;
  }

  public Report report() {
    List<Check> checks = new ArrayList<>();
    checks.add(log());
    checks.add(states());
    tokens.forEach(token -> checks.add(hsm(token)));
    for (KeyName key : keys) {
      if (registry.state(key).isEmpty()) {
        checks.add(
            new Check(
                "key:" + key,
                false,
                true,
                "no HSM that answers has it; make it with: seal-bridge keys create " + key));
      }
    }
    registry.states().stream()
        .filter(state -> state.purpose() != KeyPurpose.INTERNAL)
        .forEach(state -> checks.add(key(state)));
    others.forEach(other -> checks.add(other.get()));
    return new Report(checks);
  }

  private Check log() {
    return switch (log.get()) {
      case KeyUseLogHealth.Writable _ -> new Check("log", true, true, "writable");
      case KeyUseLogHealth.Failing failing ->
          new Check("log", false, true, "not writable since " + failing.since());
      case KeyUseLogHealth.Closed _ -> new Check("log", false, true, "closed");
    };
  }

  private Check states() {
    Optional<Instant> refreshed = registry.refreshed();
    if (refreshed.isEmpty()) {
      return new Check("states", false, true, "no HSM has given its states yet");
    }
    boolean fresh = !clock.instant().isAfter(refreshed.get().plus(maxAge));
    return new Check("states", fresh, true, "read at " + refreshed.get());
  }

  /** One of several HSMs may be away; whether that hurts is seen at the keys. */
  private static Check hsm(ConnectedToken token) {
    String name = "hsm:" + token.name();
    return switch (token.status()) {
      case HsmStatus.Connecting connecting ->
          new Check(name, false, false, "connecting, attempt " + connecting.attempt());
      case HsmStatus.Ready ready -> new Check(name, true, false, "ready since " + ready.since());
      case HsmStatus.Unavailable gone ->
          new Check(name, false, false, gone.fault().code() + " since " + gone.since());
      case HsmStatus.Refused refused ->
          new Check(name, false, false, refused.reason() + "; " + refused.action());
    };
  }

  /** A key is ready if one HSM at least does its work with every version that may decrypt. */
  private Check key(KeyState state) {
    List<String> troubles = new ArrayList<>();
    boolean ready = true;
    for (KeyVersion version : Canaries.usable(state)) {
      boolean works = false;
      for (Recipient recipient : version.recipients()) {
        Optional<String> trouble = canaries.trouble(state, version, recipient);
        works |= trouble.isEmpty();
        trouble.ifPresent(
            text -> troubles.add("v" + version.number() + " on " + recipient.hsm() + ": " + text));
      }
      ready &= works;
    }
    String text =
        troubles.isEmpty() ? "every version works on every HSM" : String.join("; ", troubles);
    return new Check("key:" + state.name(), ready, true, text);
  }
}
