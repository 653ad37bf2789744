package io.sealbridge.audit.report;

import io.sealbridge.audit.entry.LoggedEntry;
import io.sealbridge.keyring.KeyUseEntry;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the entries of one log say of the bridge that wrote it. In order; for one thread. */
final class LogWatch {
  /** An intent whose outcome has not been seen yet. */
  private record Begun(long index, KeyUseEntry.Intent intent) {}

  private final ReportQuery query;
  private final String origin;
  private final Consumer<Anomaly> anomalies;
  private final BiConsumer<String, KeyUseEntry.Intent> unended;
  private final Map<String, Deque<Begun>> open = new LinkedHashMap<>();
  private @Nullable Instant first;
  private @Nullable Instant last;
  private @Nullable KeyUseEntry previous;
  private KeyUseEntry.@Nullable Boot boot;

  /**
   * @param unended takes every intent that has no outcome, and where it is
   */
  LogWatch(
      ReportQuery query,
      String origin,
      Consumer<Anomaly> anomalies,
      BiConsumer<String, KeyUseEntry.Intent> unended) {
    this.query = query;
    this.origin = origin;
    this.anomalies = anomalies;
    this.unended = unended;
  }

  void look(LoggedEntry logged) {
    KeyUseEntry entry = logged.entry();
    String where = where(logged.index());
    switch (entry) {
      case KeyUseEntry.Boot now -> boot(where, now);
      case KeyUseEntry.KeyAttested attested -> attested(where, attested);
      case KeyUseEntry.KeyChanged changed -> {
        if (changed.key().equals(query.key())) {
          tell(
              Anomaly.Kind.KEY_CHANGED,
              changed,
              where,
              changed.change() + " by " + changed.actor() + ", serial " + changed.serial());
        }
      }
      case KeyUseEntry.Intent intent -> begin(logged.index(), intent);
      case KeyUseEntry.Outcome outcome -> end(where, outcome);
      case KeyUseEntry.Denied denied -> {
        if (denied.key().equals(query.key().value())) {
          tell(
              Anomaly.Kind.DENIED,
              denied,
              where,
              "%s to %s from %s: %s"
                  .formatted(
                      denied.operation().label(),
                      denied.identity(),
                      denied.peer(),
                      denied.reason()));
        }
      }
      case KeyUseEntry.ClockStep step ->
          tell(Anomaly.Kind.CLOCK_STEP, step, where, "it showed " + step.expected() + " before");
      case KeyUseEntry.Login _,
          KeyUseEntry.Refusals _,
          KeyUseEntry.Reload _,
          KeyUseEntry.StateSeen _,
          KeyUseEntry.Anchored _,
          KeyUseEntry.Shutdown _ -> {
        // Nothing that does not explain itself.
      }
    }
    first = first == null ? entry.at() : first;
    last = entry.at();
    previous = entry;
  }

  private void boot(String where, KeyUseEntry.Boot now) {
    KeyUseEntry.Boot before = boot;
    boot = now;
    now.newLog().ifPresent(begun -> tell(Anomaly.Kind.NEW_LOG, now, where, begun.reason()));
    if (before == null) {
      return;
    }
    if (!(previous instanceof KeyUseEntry.Shutdown)) {
      tell(Anomaly.Kind.NO_SHUTDOWN, now, where, "its last sign before was at " + last);
    }
    if (!before.configSha256().equals(now.configSha256())) {
      tell(
          Anomaly.Kind.CONFIGURATION_CHANGED,
          now,
          where,
          before.configSha256() + " became " + now.configSha256());
    }
    List<String> libraries =
        before.hsms().stream().map(KeyUseEntry.HsmIdentity::librarySha256).toList();
    if (!libraries.equals(
        now.hsms().stream().map(KeyUseEntry.HsmIdentity::librarySha256).toList())) {
      tell(Anomaly.Kind.LIBRARY_CHANGED, now, where, "SHA-256 " + now.hsms());
    }
  }

  private void attested(String where, KeyUseEntry.KeyAttested attested) {
    if (attested.key().equals(query.key()) && !attested.findings().isEmpty()) {
      tell(
          Anomaly.Kind.ATTRIBUTES,
          attested,
          where,
          "version %d on %s: %s"
              .formatted(
                  attested.keyVersion(), attested.hsm(), String.join("; ", attested.findings())));
    }
  }

  private void begin(long index, KeyUseEntry.Intent intent) {
    if (intent.key().equals(query.key())) {
      String use = name(intent.requestId(), intent.operation().label(), intent.ciphertextSha256());
      open.computeIfAbsent(use, _ -> new ArrayDeque<>()).add(new Begun(index, intent));
    }
  }

  private void end(String where, KeyUseEntry.Outcome outcome) {
    if (!outcome.key().equals(query.key())) {
      return;
    }
    String label = outcome.operation().label();
    if (!ended(name(outcome.requestId(), label, outcome.ciphertextSha256()))) {
      ended(name(outcome.requestId(), label, Optional.empty()));
    }
    if (!outcome.result().equals("ok")) {
      tell(
          Anomaly.Kind.FAILED,
          outcome,
          where,
          "%s by %s (%s) from %s: %s%s"
              .formatted(
                  label,
                  outcome.identity(),
                  outcome.proof(),
                  outcome.peer(),
                  outcome.result(),
                  outcome.seen().map(seen -> ", " + seen).orElse("")));
    }
  }

  /** Items of a batch can have the same name: each outcome ends one intent. */
  private boolean ended(String use) {
    Deque<Begun> begun = open.get(use);
    if (begun == null) {
      return false;
    }
    begun.remove();
    if (begun.isEmpty()) {
      open.remove(use);
    }
    return true;
  }

  private static String name(String requestId, String operation, Optional<String> sha256) {
    return requestId + " " + operation + " " + sha256.orElse("");
  }

  /** At the end of the log. */
  void end() {
    open.values().stream().flatMap(Deque::stream).forEach(this::possiblyUsed);
    Instant begins = first;
    Instant ends = last;
    if (begins == null) {
      anomalies.accept(
          new Anomaly(
              Anomaly.Kind.BEGINS_LATE, query.from(), origin, "it has no entry that can be read"));
    }
    if (begins != null && begins.isAfter(query.from())) {
      anomalies.accept(
          new Anomaly(Anomaly.Kind.BEGINS_LATE, begins, origin, "its first entry is of " + begins));
    }
    if (ends != null && ends.isBefore(query.to())) {
      anomalies.accept(
          new Anomaly(Anomaly.Kind.ENDS_EARLY, ends, origin, "its last entry is of " + ends));
    }
  }

  private void possiblyUsed(Begun begun) {
    KeyUseEntry.Intent intent = begun.intent();
    unended.accept(where(begun.index()), intent);
    tell(
        Anomaly.Kind.POSSIBLY_USED,
        intent,
        where(begun.index()),
        "%s by %s (%s) from %s"
            .formatted(
                intent.operation().label(), intent.identity(), intent.proof(), intent.peer()));
  }

  private void tell(Anomaly.Kind kind, KeyUseEntry entry, String where, String text) {
    if (query.covers(entry.at())) {
      anomalies.accept(new Anomaly(kind, entry.at(), where, text));
    }
  }

  private String where(long index) {
    return origin + ", entry " + index;
  }
}
