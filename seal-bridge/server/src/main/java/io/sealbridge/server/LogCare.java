package io.sealbridge.server;

import io.micrometer.core.instrument.Tags;
import io.sealbridge.audit.SigningState;
import io.sealbridge.audit.TiledKeyUseLog;
import io.sealbridge.keyring.InternalKey;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.registry.KeyRegistry;
import io.sealbridge.keyring.service.InternalSigning;
import io.sealbridge.server.keyuse.ClockWatch;
import io.sealbridge.server.keyuse.HsmCheckpointSigner;
import io.sealbridge.server.keyuse.LogSpace;
import io.sealbridge.server.management.Alarms;
import io.sealbridge.server.management.Readiness;

/** Lets an HSM sign the key-use log, and tells when its signatures or its disk are in trouble. */
final class LogCare {

  private static final String CHECK = "checkpoints";

  private final TiledKeyUseLog log;
  private final Alarms alarms;
  private final LogSpace space;
  private final ClockWatch clock;

  LogCare(Foundation foundation, KeyRegistry registry) {
    this.log = foundation.disk();
    this.alarms = foundation.alarms();
    this.space = new LogSpace(log, foundation.configuration().log().alarmBelow(), alarms);
    this.clock = new ClockWatch(foundation.log(), foundation.clock(), System::nanoTime);
    foundation.durability().learn(key -> registry.state(key).map(KeyState::purpose));
    log.signBy(new HsmCheckpointSigner(new InternalSigning(registry, InternalKey.CHECKPOINTS)));
    foundation
        .metrics()
        .gauge(
            "key_use_log.disk.free",
            "Bytes free on the disk of the log",
            Tags.empty(),
            space::free);
  }

  /** Looks at the clock, the disk and the signatures. Blocks on the file system. */
  void look() {
    clock.look();
    space.look();
    Readiness.Check check = check();
    if (!check.ok()) {
      alarms.raise(Alarms.LOG_UNSIGNED, check.text());
    }
  }

  /** A log that is not signed is said; what must be signed is refused by itself. */
  Readiness.Check check() {
    return switch (log.signing()) {
      case SigningState.Begun _ -> check(true, "none was due yet");
      case SigningState.Signing signing ->
          check(
              true, "%d entries signed at %s".formatted(signing.checkpoint().size(), signing.at()));
      case SigningState.NoKey _ ->
          check(
              false,
              "the key-use log is not signed; make its key with: seal-bridge keys create "
                  + InternalKey.CHECKPOINTS.keyName());
      case SigningState.Failing failing ->
          check(false, "not signed since " + failing.since() + ": " + failing.reason());
    };
  }

  private static Readiness.Check check(boolean ok, String text) {
    return new Readiness.Check(CHECK, ok, false, text);
  }
}
