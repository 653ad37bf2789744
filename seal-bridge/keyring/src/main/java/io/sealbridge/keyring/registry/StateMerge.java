package io.sealbridge.keyring.registry;

import io.sealbridge.keyring.Alarm;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyPurpose;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.standing.Standings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Decides which states count: of each key the highest serial among the HSMs that answered, and
 * never one lower than was seen before. A key that no HSM showed keeps its state unconfirmed, so it
 * ages, but for an application key that every HSM was read for: that one has been deleted.
 */
final class StateMerge {
  /** One key's state as one HSM holds it. */
  private record Held(String hsm, KeyState state) {}

  /** A key whose highest reachable state is older than one seen before. */
  record WentBack(long serial, long seenSerial) {}

  record Result(Map<KeyName, Known> known, Map<KeyName, WentBack> wentBack, List<Alarm> alarms) {}

  private final Map<KeyName, Known> known;
  private final Map<KeyName, WentBack> wentBack = new HashMap<>();
  private final List<Alarm> alarms = new ArrayList<>();
  private final ToLongFunction<KeyName> marks;
  private final Standings standings;
  private final Instant now;

  private StateMerge(
      Map<KeyName, Known> before, ToLongFunction<KeyName> marks, Standings standings, Instant now) {
    this.known = new HashMap<>(before);
    this.marks = marks;
    this.standings = standings;
    this.now = now;
  }

  static Result merge(
      Map<KeyName, Known> before,
      List<Reading.Read> readings,
      boolean fromEveryHsm,
      ToLongFunction<KeyName> marks,
      Standings standings,
      Instant now) {
    StateMerge merge = new StateMerge(before, marks, standings, now);
    Map<KeyName, List<Held>> byKey = new HashMap<>();
    for (Reading.Read reading : readings) {
      for (KeyState state : reading.states()) {
        byKey
            .computeIfAbsent(state.name(), name -> new ArrayList<>())
            .add(new Held(reading.hsm(), state));
      }
    }
    byKey.forEach(merge::adopt);
    if (fromEveryHsm) {
      merge
          .known
          .values()
          .removeIf(one -> mayBeGone(one) && !byKey.containsKey(one.state().name()));
    }
    merge.reportAbsent(byKey, readings);
    return new Result(
        Map.copyOf(merge.known), Map.copyOf(merge.wentBack), List.copyOf(merge.alarms));
  }

  /** A deleted application key; a seal key that vanishes is never believed to be gone. */
  private static boolean mayBeGone(Known known) {
    return known.state().purpose() == KeyPurpose.APPLICATION;
  }

  private void adopt(KeyName key, List<Held> held) {
    Held best = held.stream().max(Comparator.comparingLong(h -> h.state().serial())).orElseThrow();
    long serial = best.state().serial();
    long seen = marks.applyAsLong(key);
    if (serial < seen) {
      wentBack.put(key, new WentBack(serial, seen));
      alarms.add(new Alarm.SerialWentBack(key, best.hsm(), serial, seen));
      return;
    }
    List<Held> highest = held.stream().filter(h -> h.state().serial() == serial).toList();
    known.put(key, new Known(standings.of(choose(key, highest)), now));
    for (Held h : held) {
      if (h.state().serial() < serial) {
        alarms.add(new Alarm.SerialBehind(key, h.hsm(), h.state().serial(), serial));
      }
    }
  }

  /** Of different states with one serial: the one in use, else that of the first HSM. */
  private KeyState choose(KeyName key, List<Held> highest) {
    KeyState first = highest.getFirst().state();
    if (highest.stream().allMatch(h -> h.state().equals(first))) {
      return first;
    }
    alarms.add(
        new Alarm.SerialTwice(key, first.serial(), highest.stream().map(Held::hsm).toList()));
    Known used = known.get(key);
    return highest.stream()
        .map(Held::state)
        .filter(state -> used != null && state.equals(used.standing().held()))
        .findFirst()
        .orElse(first);
  }

  private void reportAbsent(Map<KeyName, List<Held>> byKey, List<Reading.Read> readings) {
    byKey.forEach(
        (key, held) -> {
          Known adopted = known.get(key);
          for (Reading.Read reading : readings) {
            boolean holds = held.stream().anyMatch(h -> h.hsm().equals(reading.hsm()));
            if (!holds && adopted != null) {
              alarms.add(new Alarm.SerialBehind(key, reading.hsm(), 0, adopted.state().serial()));
            }
          }
        });
  }
}
