package io.sealbridge.hsm.connection;

import io.sealbridge.hsm.Exhaustion;
import io.sealbridge.hsm.HsmSettings;
import io.sealbridge.hsm.TokenReport;
import io.sealbridge.hsm.cryptoki.CryptokiException;
import io.sealbridge.hsm.profile.Profile;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.HsmStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Keeps one logged-in connection to one token, by a thread of its own that alone logs in and climbs
 * the ladder of recovery. Safe for use by many threads. Every connection has a generation; a fault
 * that is reported for an earlier one is ignored. Nothing here waits for the device but that one
 * thread; if it hangs, {@link #watch} says so.
 */
public final class Connection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final String name;
  private final Connector connector;
  private final Rhythm rhythm;
  private final Clock clock;
  private final Outage outage;
  private final Standing standing = new Standing(new ConnectionState.Connecting(1));
  private final Thread thread;
  private volatile @Nullable Link latest;
  private volatile long stepStarted;
  private volatile boolean stepping;

  Connection(String name, Connector connector, Rhythm rhythm, Exhaustion exhaustion, Clock clock) {
    this.name = name;
    this.connector = connector;
    this.rhythm = rhythm;
    this.clock = clock;
    this.outage = new Outage(name, exhaustion, clock);
    this.thread =
        Thread.ofPlatform().name("hsm-" + name + "-connect").daemon().unstarted(this::run);
  }

  /** Starts to connect {@code settings}' token at once, in the background. */
  public static Connection start(
      HsmSettings settings, Parts parts, Rhythm rhythm, Exhaustion exhaustion, Clock clock) {
    Connector connector =
        new Connector(settings, parts.library(), parts.dataPaths(), parts.probe());
    Connection connection = new Connection(settings.name(), connector, rhythm, exhaustion, clock);
    connection.thread.start();
    return connection;
  }

  /** What a connection is made from. It releases the library when it is closed. */
  public record Parts(SharedLibrary library, DataPaths dataPaths, Probe probe) {}

  public HsmStatus status() {
    return standing.state().status();
  }

  /** Of the latest connection, 0 before the first. */
  public long generation() {
    Link link = latest;
    return link == null ? 0 : link.generation();
  }

  /** What the token said at the latest connection. */
  public Optional<TokenReport> report() {
    return Optional.ofNullable(latest).map(Link::report);
  }

  public Optional<Profile> profile() {
    return Optional.ofNullable(latest).map(Link::profile);
  }

  /** The connection as it stands; waits while a first attempt is under way. */
  public CompletableFuture<Link> link() {
    return standing.link();
  }

  /** Reports a fault of a connection, which is then rebuilt unless it is not the present one. */
  public void suspect(long faultyGeneration, HsmFault fault) {
    boolean present =
        standing.replace(
            state ->
                state instanceof ConnectionState.Ready ready
                    && ready.link().generation() == faultyGeneration,
            new ConnectionState.Connecting(1));
    if (present) {
      event(LOG.atWarn()).addKeyValue("seen", fault.seen()).log("HSM connection is rebuilt");
    }
  }

  /** To be called regularly: notices a hanging step, and an outage that lasts too long. */
  public void watch() {
    if (stepping && System.nanoTime() - stepStarted > rhythm.hang().toNanos()) {
      HsmFault hangs = new HsmFault.Gone("the library does not answer to the connecting thread");
      standing.replace(
          state ->
              state instanceof ConnectionState.Connecting || state instanceof ConnectionState.Ready,
          new ConnectionState.Unavailable(hangs, clock.instant()));
    }
    outage.watch(standing.state());
  }

  private void run() {
    int attempt = 0;
    while (!standing.isClosed()) {
      attempt++;
      Duration pause = attempt(attempt);
      if (pause.isZero()) {
        attempt = 0;
        hold();
      } else {
        pause(pause);
      }
    }
    connector.close();
  }

  /** Returns how long to wait before the next attempt; zero if connected. */
  private Duration attempt(int attempt) {
    try {
      connected(step(() -> connector.attempt(Rung.of(attempt), generation() + 1)));
      return Duration.ZERO;
    } catch (BlockedException e) {
      blocked(e.blocked());
      return e.blocked().untilPinChanges() ? rhythm.pinCheck() : rhythm.blocked();
    } catch (CryptokiException e) {
      unavailable(new HsmFault.Gone(String.valueOf(e.getMessage())));
      return rhythm.backoff().after(attempt);
    } catch (HsmException e) {
      unavailable(e.fault());
      return rhythm.backoff().after(attempt);
    } catch (RuntimeException e) {
      // a library that answers nonsense must not end the only thread that can recover
      event(LOG.atError()).setCause(e).log("connecting to HSM failed unexpectedly");
      unavailable(new HsmFault.Gone("unexpected " + e.getClass().getSimpleName()));
      return rhythm.backoff().after(attempt);
    }
  }

  private <T> T step(Supplier<T> step) {
    stepStarted = System.nanoTime();
    stepping = true;
    try {
      return step.get();
    } finally {
      stepping = false;
    }
  }

  private void connected(Link link) {
    latest = link;
    event(LOG.atInfo())
        .addKeyValue("generation", link.generation())
        .addKeyValue("token", link.report().label())
        .log("connected to HSM");
    for (String warning : link.report().pinWarnings()) {
      event(LOG.atWarn()).addKeyValue("seen", warning).log("HSM warns about its PIN");
    }
    standing.replace(_ -> true, new ConnectionState.Ready(link, clock.instant()));
  }

  private void blocked(Blocked blocked) {
    boolean news =
        standing.replace(
            state ->
                !(state instanceof ConnectionState.Waiting before
                    && before.blocked().equals(blocked)),
            new ConnectionState.Waiting(blocked, clock.instant()));
    if (news) {
      event(LOG.atError())
          .addKeyValue("seen", blocked.reason())
          .addKeyValue("action", blocked.action())
          .log("HSM waits for an operator");
    }
  }

  private void unavailable(HsmFault fault) {
    boolean news =
        standing.replace(
            state ->
                !(state instanceof ConnectionState.Unavailable before
                    && before.fault().equals(fault)),
            new ConnectionState.Unavailable(fault, clock.instant()));
    if (news) {
      event(LOG.atWarn()).addKeyValue("seen", fault.seen()).log("HSM is unavailable");
    }
  }

  private LoggingEventBuilder event(LoggingEventBuilder builder) {
    return builder.addKeyValue("hsm", name);
  }

  /** Watches over a connection until it is suspected. */
  private void hold() {
    while (standing.state() instanceof ConnectionState.Ready ready) {
      if (standing.awaitOther(ready, rhythm.heartbeat())) {
        return;
      }
      try {
        step(
            () -> {
              connector.heartbeat(ready.link());
              return ready;
            });
      } catch (RuntimeException e) {
        suspect(ready.link().generation(), new HsmFault.Gone(String.valueOf(e.getMessage())));
      }
    }
  }

  /** Until the next attempt is due, or the PIN file holds another PIN. */
  private void pause(Duration pause) {
    ConnectionState seen = standing.state();
    boolean again = true;
    while (again && !standing.awaitOther(seen, pause)) {
      again =
          seen instanceof ConnectionState.Waiting waits
              && waits.blocked().untilPinChanges()
              && !connector.pinHasChanged();
    }
  }

  /**
   * Fails everybody who waits, and waits up to {@code patience} for the thread to come back from
   * the library.
   */
  public void close(Duration patience) {
    standing.replace(_ -> true, new ConnectionState.Closed(clock.instant()));
    try {
      thread.join(patience);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    close(Duration.ofSeconds(1));
  }
}
