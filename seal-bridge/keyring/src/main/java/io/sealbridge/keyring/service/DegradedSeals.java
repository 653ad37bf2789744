package io.sealbridge.keyring.service;

import io.sealbridge.keyring.Alarm;
import io.sealbridge.keyring.AlarmListener;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.registry.KeyRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which versions were sealed without one of their HSMs. Vault re-wraps only when the
 * version changes, so such blobs stay short of a recipient until the key is rotated.
 */
final class DegradedSeals {
  /** A rotation makes keys on HSMs, so one that fails is not repeated at once. */
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMinutes(1);

  private record Version(KeyName key, int number) {}

  private record Missing(Set<String> hsms, Instant notBefore) {
    Missing and(Missing other) {
      Set<String> both = new HashSet<>(hsms);
      both.addAll(other.hsms());
      return new Missing(Set.copyOf(both), notBefore);
    }

    Missing notBefore(Instant later) {
      return new Missing(hsms, later);
    }
  }

  private final Map<Version, Missing> missing = new ConcurrentHashMap<>();
  private final AlarmListener alarms;

  DegradedSeals(AlarmListener alarms) {
    this.alarms = alarms;
  }

  void note(KeyName key, int version, List<String> hsms) {
    missing.merge(
        new Version(key, version), new Missing(Set.copyOf(hsms), Instant.MIN), Missing::and);
    alarms.raised(new Alarm.DegradedSeal(key, version, hsms));
  }

  /**
   * Keys whose latest version lacks an HSM that is back, each at most once in a minute, so that
   * calls at one time do not rotate a key twice.
   */
  List<KeyName> claim(KeyRegistry registry, Instant now) {
    missing.keySet().removeIf(version -> !isLatest(registry, version));
    List<KeyName> claimed = new ArrayList<>();
    for (Version version : missing.keySet()) {
      missing.computeIfPresent(
          version,
          (same, lacking) -> {
            boolean due =
                !now.isBefore(lacking.notBefore())
                    && lacking.hsms().stream().allMatch(hsm -> isReady(registry, hsm));
            if (!due) {
              return lacking;
            }
            claimed.add(version.key());
            return lacking.notBefore(now.plus(BETWEEN_ATTEMPTS));
          });
    }
    return claimed;
  }

  private static boolean isLatest(KeyRegistry registry, Version version) {
    return registry
        .state(version.key())
        .map(KeyState::latest)
        .filter(latest -> latest.number() == version.number())
        .isPresent();
  }

  private static boolean isReady(KeyRegistry registry, String hsm) {
    return registry.token(hsm).stream().anyMatch(Readiness::isReady);
  }
}
