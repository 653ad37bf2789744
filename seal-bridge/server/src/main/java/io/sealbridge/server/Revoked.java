package io.sealbridge.server;

import io.micrometer.core.instrument.Tags;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.management.Alarms;
import io.sealbridge.server.management.Metrics;
import io.sealbridge.server.management.Readiness;
import io.sealbridge.server.revocation.DenyListException;
import io.sealbridge.server.revocation.DenyListFile;
import io.sealbridge.server.revocation.DenyListWatch;

/** The deny list with what is told of it: log, alarm, metrics, readiness. */
final class Revoked {

  private final DenyListWatch watch;
  private final Alarms alarms;

  /** Reads the list; blocks on the file system. */
  Revoked(Foundation foundation) {
    BridgeConfiguration configuration = foundation.configuration();
    this.alarms = foundation.alarms();
    try {
      this.watch =
          DenyListWatch.open(
              new DenyListFile(configuration.revocationsFile()),
              new DenyListFile(configuration.dataDirectory().resolve("revocations.last")),
              configuration.revocations().isPresent(),
              sha256 ->
                  foundation
                      .log()
                      .append(
                          new KeyUseEntry.Reload(
                              foundation.clock().instant(), "revocations", sha256)));
    } catch (DenyListException e) {
      throw new StartException("revocations: " + e.getMessage(), e);
    }
    show(foundation.metrics());
    warn();
  }

  DenyListWatch list() {
    return watch;
  }

  /** Looks at the file. Blocks on the file system. */
  void look() {
    watch.look();
    warn();
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
