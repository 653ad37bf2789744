package io.sealbridge.audit.report;

import io.sealbridge.audit.entry.LoggedEntry;
import io.sealbridge.audit.hsmlog.HsmAct;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the key-use logs say that the HSM was asked for around the time in question. The entries of
 * one log after the other, each log in order; for one thread.
 */
final class LoggedUses {
  /** More uses are not compared. */
  static final int MOST = 200_000;

  /** A key is tried, or the token opened, so long before or after the entry that tells of it. */
  private static final Duration TRIAL = Duration.ofSeconds(30);

  private final ReportQuery query;
  private final boolean byKey;
  private final Duration tolerance;
  private final List<UseMatching.Logged> uses = new ArrayList<>();
  private final Set<String> hsms = new HashSet<>();
  private final Set<String> tried = new HashSet<>();
  private long leftOut;
  private long signatures;
  private boolean clockSet;

  LoggedUses(ReportQuery query, boolean byKey, Duration tolerance) {
    this.query = query;
    this.byKey = byKey;
    this.tolerance = tolerance;
  }

  /** What is so far before or behind the time in question has nothing to do with it. */
  static Duration margin(Duration tolerance) {
    return tolerance.plus(TRIAL).plusSeconds(1);
  }

  List<UseMatching.Logged> uses() {
    return uses;
  }

  long leftOut() {
    return leftOut;
  }

  /** The HSMs that have answered. */
  Set<String> hsms() {
    return hsms;
  }

  /** Signatures by the key that was asked about. */
  long signatures() {
    return signatures;
  }

  /** Whether a bridge's clock was set in that time. */
  boolean clockSet() {
    return clockSet;
  }

  void look(LoggedEntry logged, boolean opens) {
    KeyUseEntry entry = logged.entry();
    if (entry instanceof KeyUseEntry.Boot) {
      tried.clear();
    }
    if (isFar(entry.at())) {
      return;
    }
    String where = logged.origin() + ", entry " + logged.index();
    switch (entry) {
      case KeyUseEntry.Outcome outcome -> outcome(where, outcome, opens);
      case KeyUseEntry.Boot boot -> add(HsmAct.START, boot.at(), TRIAL, false, where);
      case KeyUseEntry.KeyAttested attested -> {
        String key = "%s %d %s".formatted(attested.key(), attested.keyVersion(), attested.hsm());
        if (concerns(attested.key()) && tried.add(key)) {
          add(HsmAct.OPEN, attested.at(), TRIAL, false, where);
          add(HsmAct.SIGN, attested.at(), TRIAL, false, where);
        }
      }
      case KeyUseEntry.ClockStep _ -> clockSet = true;
      case KeyUseEntry.Intent _,
          KeyUseEntry.Denied _,
          KeyUseEntry.Login _,
          KeyUseEntry.Refusals _,
          KeyUseEntry.Reload _,
          KeyUseEntry.StateSeen _,
          KeyUseEntry.KeyChanged _,
          KeyUseEntry.Anchored _,
          KeyUseEntry.Shutdown _ -> {
        // Not an answer of the HSM. Intents without an outcome come by unended().
      }
    }
  }

  /** An intent that has no outcome: the HSM may have been asked. */
  void unended(String where, KeyUseEntry.Intent intent) {
    if (!isFar(intent.at())) {
      HsmAct act = signs(intent.operation()) ? HsmAct.SIGN : HsmAct.OPEN;
      add(act, intent.at(), TRIAL, false, where);
    }
  }

  private void outcome(String where, KeyUseEntry.Outcome outcome, boolean opens) {
    boolean signs = signs(outcome.operation());
    if (signs && outcome.key().equals(query.key())) {
      signatures++;
    }
    if (!concerns(outcome.key()) || !(opens || (signs && byKey))) {
      return;
    }
    outcome.hsm().ifPresent(hsms::add);
    HsmAct act = opens ? HsmAct.OPEN : HsmAct.SIGN;
    Duration took = Duration.ofNanos(outcome.elapsedMicros() * 1_000);
    boolean certain =
        outcome.result().equals("ok") && outcome.hsm().isPresent() && query.covers(outcome.at());
    add(act, outcome.at(), took, certain, where);
    if (!outcome.result().equals("ok")) {
      // It may have been asked twice, and then for what it is known to open.
      add(act, outcome.at(), took, false, where);
      add(act, outcome.at(), took.plus(TRIAL), false, where);
    }
  }

  private static boolean signs(Operation operation) {
    return operation == Operation.SIGN || operation == Operation.HMAC;
  }

  private void add(HsmAct act, Instant at, Duration before, boolean certain, String where) {
    if (uses.size() == MOST) {
      leftOut++;
      return;
    }
    // The HSM's time is often of whole seconds, cut off.
    Instant from = at.minus(before).minus(tolerance).minusSeconds(1);
    uses.add(new UseMatching.Logged(act, at, from, at.plus(tolerance), certain, where));
  }

  private boolean concerns(KeyName key) {
    return !byKey || key.equals(query.key());
  }

  private boolean isFar(Instant at) {
    Duration margin = margin(tolerance);
    return at.isBefore(query.from().minus(margin)) || at.isAfter(query.to().plus(margin));
  }
}
