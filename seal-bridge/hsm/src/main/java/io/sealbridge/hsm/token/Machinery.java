package io.sealbridge.hsm.token;

import io.sealbridge.hsm.ConnectedToken;
import io.sealbridge.hsm.Exhaustion;
import io.sealbridge.hsm.HsmMeters;
import io.sealbridge.hsm.HsmSettings;
import io.sealbridge.hsm.calls.CallPool;
import io.sealbridge.hsm.calls.PoolMeters;
import io.sealbridge.hsm.connection.Connection;
import io.sealbridge.hsm.connection.DataPaths;
import io.sealbridge.hsm.connection.Rhythm;
import io.sealbridge.hsm.connection.SharedLibrary;
import io.sealbridge.hsm.state.Findings;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that serve one token, put together by hand, and ended in reverse. */
public final class Machinery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Machinery.class);
  private static final int QUEUED_PER_THREAD = 32;
  private static final Duration TICK = Duration.ofMillis(20);
  private static final Duration CANARY_PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final String name;
  private final ScheduledExecutorService timer;
  private final CallPool<SessionSeat> pool;
  private final Connection connection;
  private final TokenCalls calls;
  private final Canaries canaries;
  private final CanaryJudge judge;
  private final StateAccess states;
  private final FaultCounts counts = new FaultCounts();

  private Machinery(HsmSettings settings, Environment environment) {
    this.name = settings.name();
    this.canaries = new Canaries(environment.random());
    this.states = StateAccess.of(settings.state(), new Findings(this::report));
    SharedLibrary library = environment.library();
    this.pool =
        new CallPool<>(
            "hsm-" + name,
            new CallPool.Limits(
                settings.sessions(), settings.sessions(), settings.sessions() * QUEUED_PER_THREAD),
            () -> new SessionSeat(library));
    this.connection =
        Connection.start(
            settings,
            new Connection.Parts(library, environment.dataPaths(), canaries),
            environment.rhythm(),
            environment.exhaustion(),
            environment.clock());
    this.calls = new TokenCalls(name, connection, pool, settings.callTimeout(), counts);
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("hsm-" + name + "-timer").daemon().factory());
    this.judge = new CanaryJudge(calls, canaries, timer, pause(settings.callTimeout()));
    var _ =
        timer.scheduleWithFixedDelay(
            this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What the token is opened in. */
  public record Environment(
      SharedLibrary library,
      DataPaths dataPaths,
      Rhythm rhythm,
      Exhaustion exhaustion,
      Clock clock,
      SecureRandom random) {}

  /** Starts everything; the device is connected in the background. */
  public static ConnectedToken start(HsmSettings settings, Environment environment) {
    return new TokenAdapter(new Machinery(settings, environment));
  }

  /** A second, but several rounds must fit a call. */
  private static Duration pause(Duration callTimeout) {
    Duration quarter = callTimeout.dividedBy(4);
    return quarter.compareTo(CANARY_PAUSE) < 0 ? quarter : CANARY_PAUSE;
  }

  /** The one timer must survive whatever a stage's continuation throws. */
  private void tick() {
    try {
      pool.sweep();
      connection.watch();
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("hsm", name).setCause(e).log("HSM timer failed");
    }
  }

  private void report(String finding) {
    LOG.atWarn().addKeyValue("hsm", name).addKeyValue("seen", finding).log("key state is ignored");
  }

  String name() {
    return name;
  }

  Connection connection() {
    return connection;
  }

  TokenCalls calls() {
    return calls;
  }

  Canaries canaries() {
    return canaries;
  }

  CanaryJudge judge() {
    return judge;
  }

  StateAccess states() {
    return states;
  }

  HsmMeters meters() {
    PoolMeters threads = pool.meters();
    return new HsmMeters(
        threads.calls(),
        counts.snapshot(),
        threads.queued(),
        threads.busy(),
        threads.lost(),
        threads.lostTotal(),
        threads.rejected(),
        Math.max(0, connection.generation() - 1),
        canaries.checks());
  }

  /** The sessions first, while the library is still there; the connection releases it. */
  @Override
  public void close() {
    if (!pool.close(PATIENCE)) {
      LOG.atWarn().addKeyValue("hsm", name).log("HSM calls in flight were abandoned");
    }
    connection.close(PATIENCE);
    timer.shutdownNow();
  }
}
