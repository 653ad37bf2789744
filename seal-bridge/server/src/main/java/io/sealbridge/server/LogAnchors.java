package io.sealbridge.server;

import io.micrometer.core.instrument.Tags;
import io.sealbridge.audit.TiledKeyUseLog;
import io.sealbridge.audit.anchor.CheckpointSource;
import io.sealbridge.audit.note.SignedNote;
import io.sealbridge.audit.tiles.TileFolder;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.server.anchor.AnchorStanding;
import io.sealbridge.server.anchor.Anchors;
import io.sealbridge.server.anchor.ConfiguredAnchors;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.management.Alarms;
import io.sealbridge.server.management.Metrics;
import io.sealbridge.server.management.Readiness;
import io.sealbridge.server.tls.TlsFilesException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The anchors of the key-use log, with what is shown of them. */
final class LogAnchors implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int THREADS = 2;

  private final Anchors anchors;
  private final ExecutorService answers;

  private LogAnchors(Anchors anchors, ExecutorService answers) {
    this.anchors = anchors;
    this.answers = answers;
  }

  /** Reads files; sends nothing yet. */
  static LogAnchors of(
      BridgeConfiguration configuration,
      TiledKeyUseLog disk,
      KeyUseLog log,
      Alarms alarms,
      Clock clock) {
    CheckpointSource own = new Own(LogEntries.origin(configuration), disk);
    ExecutorService answers = Threads.pool("bridge-anchors", THREADS);
    try {
      return new LogAnchors(
          Anchors.of(
              ConfiguredAnchors.of(configuration, own, clock, answers),
              own,
              log,
              alarms::raise,
              clock,
              configuration.log().anchorInterval()),
          answers);
    } catch (TlsFilesException e) {
      throw new StartException("log.anchors: " + e.getMessage(), e);
    }
  }

  private record Own(String origin, TiledKeyUseLog log) implements CheckpointSource {
    @Override
    public Optional<SignedNote> newest() {
      return log.newestCheckpoint();
    }

    @Override
    public TileFolder tiles() {
      return log.tiles();
    }
  }

  /**
   * Asks the anchors that answer.
   *
   * @throws StartException if one of them knows more of the log than there is, or another one
   */
  void refuseRollback(Path directory) {
    List<String> conflicts = anchors.conflicts();
    if (!conflicts.isEmpty()) {
      throw new StartException(
          ("the key-use log in %s is not what was seen of it elsewhere: %s. So %s. Find out which,"
                  + " and put the right folder back. Only if it is lost for good, begin a new log:"
                  + " seal-bridge audit init --reason TEXT")
              .formatted(directory, String.join("; ", conflicts), Anchors.MEANING));
    }
  }

  void show(Metrics metrics) {
    for (AnchorStanding anchor : anchors.standings()) {
      Tags tags = Tags.of("anchor", anchor.name());
      metrics.gauge(
          "key_use_log.anchor.age.seconds",
          "For how long something has waited for this anchor",
          tags,
          () -> anchor.behind().toSeconds());
      metrics.counter(
          "key_use_log.anchor.failed",
          "Checkpoints that the anchor did not take",
          tags,
          anchor::failed);
    }
  }

  /**
   * Checks of readiness, to which those of the anchors are added; a replica serves without them.
   */
  List<Supplier<Readiness.Check>> and(List<Supplier<Readiness.Check>> others) {
    return Stream.concat(
            others.stream(),
            anchors.standings().stream()
                .<Supplier<Readiness.Check>>map(anchor -> () -> check(anchor)))
        .toList();
  }

  private static Readiness.Check check(AnchorStanding anchor) {
    Optional<String> trouble = anchor.trouble();
    return new Readiness.Check(
        "anchor:" + anchor.name(),
        trouble.isEmpty(),
        false,
        trouble.orElseGet(() -> "something has waited for " + anchor.behind().toSeconds() + " s"));
  }

  void begin() {
    anchors.begin();
  }

  @Override
  public void close() {
    anchors.close();
    Threads.end(answers, PATIENCE);
  }
}
