package io.sealbridge.server;

import io.micrometer.core.instrument.Tags;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.standing.Recorder;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.management.Alarms;
import io.sealbridge.server.management.Metrics;
import io.sealbridge.server.management.Readiness;
import io.sealbridge.server.reaction.ReplicaState;
import io.sealbridge.server.revocation.DenyListException;
import io.sealbridge.server.revocation.DenyListFile;
import io.sealbridge.server.revocation.DenyListWatch;
import io.sealbridge.server.revocation.ListInForce;
import java.time.Clock;
import java.util.Optional;

/** The deny list with what is told of it: log, alarm, metrics, readiness. */
final class Revoked {
  private static final String WHAT = "revocations";

  private final DenyListWatch watch;
  private final Alarms alarms;
  private final KeyUseLog log;
  private final Clock clock;
  private final Recorder<String, ListInForce> recorder = new Recorder<>();

  /** Reads the list; blocks on the file system. */
  Revoked(Foundation foundation) {
    BridgeConfiguration configuration = foundation.configuration();
    this.alarms = foundation.alarms();
    this.log = foundation.log();
    this.clock = foundation.clock();
    try {
      this.watch =
          DenyListWatch.open(
              new DenyListFile(configuration.revocationsFile()),
              new DenyListFile(configuration.dataDirectory().resolve("revocations.last")),
              configuration.revocations().isPresent(),
              this::record);
    } catch (DenyListException e) {
      throw new StartException("revocations: " + e.getMessage(), e);
    }
    recordInForce();
    show(foundation.metrics());
    warn();
  }

  DenyListWatch list() {
    return watch;
  }

  /** Looks at the file. Blocks on the file system. */
  void look() {
    watch.look();
    recordInForce();
    warn();
  }

  /** At a start, and again if the log could not take the entry. */
  private void recordInForce() {
    ListInForce list = watch.inForce();
    if (!list.isNobody() || !list.sha256().isEmpty()) {
      record(list);
    }
  }

  private void record(ListInForce list) {
    var _ = recorder.note(WHAT, list, () -> log.append(entry(list)));
  }

  private KeyUseEntry entry(ListInForce list) {
    return new KeyUseEntry.Reload(
        clock.instant(),
        WHAT,
        list.sha256(),
        Optional.of(
            new KeyUseEntry.ShutOut(
                list.identities().stream().sorted().toList(), list.tokens().size(), list.epoch())));
  }

  /** For those who ask whether this replica acts by a list. */
  ReplicaState.Denied denied() {
    ListInForce list = watch.inForce();
    return new ReplicaState.Denied(
        list.sha256(),
        list.epoch(),
        list.identities().size(),
        list.tokens().size(),
        watch.trouble(),
        recorder.recorded(WHAT).equals(Optional.of(list)));
  }

  private void warn() {
    watch.trouble().ifPresent(trouble -> alarms.raise(Alarms.REVOCATIONS_UNREAD, trouble));
  }

  /** A list that is not read any more is said and does not take the replica away. */
  Readiness.Check check() {
    return watch
        .trouble()
        .map(trouble -> new Readiness.Check("revocations", false, false, trouble))
        .orElseGet(
            () ->
                new Readiness.Check(
                    "revocations",
                    true,
                    false,
                    "%d identities and %d tokens denied, epoch %d"
                        .formatted(watch.identities(), watch.tokens(), watch.epoch())));
  }

  private void show(Metrics metrics) {
    metrics.gauge("revocations.identities", "Identities denied", Tags.empty(), watch::identities);
    metrics.gauge("revocations.tokens", "Tokens denied", Tags.empty(), watch::tokens);
    metrics.gauge("revocations.epoch", "Epoch of issued tokens", Tags.empty(), watch::epoch);
    metrics.gauge(
        "revocations.unread",
        "1 if the file is not in force as it is",
        Tags.empty(),
        () -> watch.trouble().isPresent() ? 1 : 0);
    metrics.counter(
        "revocations.changes", "Deny lists that came into force", Tags.empty(), watch::changes);
  }
}
