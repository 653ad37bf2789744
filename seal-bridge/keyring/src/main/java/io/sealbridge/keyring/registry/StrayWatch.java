package io.sealbridge.keyring.registry;

import io.sealbridge.keyring.Alarm;
import io.sealbridge.keyring.AlarmListener;
import io.sealbridge.keyring.HsmStatus;
import io.sealbridge.keyring.HsmToken;
import io.sealbridge.keyring.KeyAttributes;
import io.sealbridge.keyring.KeyState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks for strays when a connection is new, when the states have changed and once in a while:
 * listing every object is too much for each refresh.
 */
final class StrayWatch {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private record Look(Instant at, long generation, List<KeyState> states, List<StrayKey> strays) {}

  private final Map<String, Look> looks = new ConcurrentHashMap<>();
  private final AlarmListener alarms;

  StrayWatch(AlarmListener alarms) {
    this.alarms = alarms;
  }

  /** Never fails: an HSM that cannot be listed keeps the strays that were last seen on it. */
  CompletionStage<Void> look(HsmToken token, Collection<KeyState> states, Instant now) {
    List<KeyState> named = List.copyOf(states);
    if (!(token.status() instanceof HsmStatus.Ready ready) || isRecent(token, ready, named, now)) {
      return CompletableFuture.completedFuture(null);
    }
    return token
        .listKeys()
        .handle(
            (keys, failure) -> {
              if (failure == null) {
                note(token.name(), keys, new Look(now, ready.generation(), named, List.of()));
              }
              return null;
            });
  }

  private boolean isRecent(
      HsmToken token, HsmStatus.Ready ready, List<KeyState> states, Instant now) {
    Look last = looks.get(token.name());
    return last != null
        && last.generation() == ready.generation()
        && last.states().equals(states)
        && now.isBefore(last.at().plus(INTERVAL));
  }

  private void note(String hsm, List<KeyAttributes> keys, Look look) {
    List<StrayKey> strays = Strays.among(hsm, keys, look.states());
    Look before = looks.put(hsm, new Look(look.at(), look.generation(), look.states(), strays));
    List<StrayKey> fresh = new ArrayList<>(strays);
    if (before != null) {
      fresh.removeAll(before.strays());
    }
    for (StrayKey stray : fresh) {
      alarms.raised(
          new Alarm.StrayObject(hsm, stray.attributes().label(), stray.attributes().id()));
    }
  }

  List<StrayKey> all() {
    return looks.values().stream().flatMap(look -> look.strays().stream()).toList();
  }
}
