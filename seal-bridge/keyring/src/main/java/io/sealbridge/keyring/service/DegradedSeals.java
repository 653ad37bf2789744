package io.sealbridge.keyring.service;

import io.sealbridge.keyring.Alarm;
import io.sealbridge.keyring.AlarmListener;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.registry.KeyRegistry;
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
  private record Version(KeyName key, int number) {}

  private final Map<Version, Set<String>> missing = new ConcurrentHashMap<>();
  private final AlarmListener alarms;

  DegradedSeals(AlarmListener alarms) {
    this.alarms = alarms;
  }

  void note(KeyName key, int version, List<String> hsms) {
    missing.merge(
        new Version(key, version),
        Set.copyOf(hsms),
        (before, now) -> {
          Set<String> both = new HashSet<>(before);
          both.addAll(now);
          return Set.copyOf(both);
        });
    alarms.raised(new Alarm.DegradedSeal(key, version, hsms));
  }

  /** Keys whose latest version lacks an HSM that is back. Forgets versions that are not latest. */
  List<KeyName> due(KeyRegistry registry) {
    missing.keySet().removeIf(version -> !isLatest(registry, version));
    return missing.entrySet().stream()
        .filter(entry -> entry.getValue().stream().allMatch(hsm -> isReady(registry, hsm)))
        .map(entry -> entry.getKey().key())
        .toList();
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
