package io.sealbridge.server;

import io.micrometer.core.instrument.Tags;
import io.sealbridge.audit.JsonLinesKeyUseLog;
import io.sealbridge.audit.KeyUseLogSettings;
import io.sealbridge.hsm.ConnectedToken;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.keyring.KeyUseLogException;
import io.sealbridge.server.config.Address;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.ConfigurationFile;
import io.sealbridge.server.config.HsmConfiguration;
import io.sealbridge.server.config.KeyConfiguration;
import io.sealbridge.server.config.ListenerConfiguration;
import io.sealbridge.server.config.LogSync;
import io.sealbridge.server.http.Admission;
import io.sealbridge.server.http.ListenerParts;
import io.sealbridge.server.http.Routes;
import io.sealbridge.server.identity.AccessList;
import io.sealbridge.server.identity.Authenticator;
import io.sealbridge.server.identity.Identification;
import io.sealbridge.server.identity.RateLimiter;
import io.sealbridge.server.identity.RefusalCounter;
import io.sealbridge.server.identity.TokenStore;
import io.sealbridge.server.management.Alarms;
import io.sealbridge.server.management.Liveness;
import io.sealbridge.server.management.ManagementListener;
import io.sealbridge.server.management.Metrics;
import io.sealbridge.server.management.Readiness;
import io.sealbridge.server.management.TimedLog;
import io.sealbridge.server.start.StartChecks;
import io.sealbridge.server.token.TokenDirectory;
import io.sealbridge.server.transit.SystemAnswers;
import io.sealbridge.server.transit.TokenAnswers;
import io.sealbridge.server.transit.TransitApi;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;

/**
 * The running service. It comes up, alive and not ready, when an HSM does not answer; it does not
 * come up when the configuration, a certificate, a file mode or an address is wrong.
 */
public final class Bridge implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration HEARTBEAT = Duration.ofMillis(250);
  private static final Duration FILES = Duration.ofSeconds(2);
  private static final Duration REFUSALS = Duration.ofMinutes(1);

  private final Closers closers;
  private final Listeners listeners;
  private final int managementPort;

  private Bridge(Closers closers, Listeners listeners, int managementPort) {
    this.closers = closers;
    this.listeners = listeners;
    this.managementPort = managementPort;
  }

  /**
   * Starts everything and returns when all listeners accept connections.
   *
   * @throws StartException if the service cannot start; what had been started is closed
   */
  public static Bridge start(ConfigurationFile file, BridgeParts parts) {
    List<String> findings = StartChecks.findings(file, parts.clock().instant());
    if (!findings.isEmpty()) {
      throw new StartException(String.join("\n", findings));
    }
    Closers closers = new Closers();
    try {
      return start(file, parts, closers);
    } catch (StartException e) {
      closers.close();
      throw e;
    } catch (KeyUseLogException e) {
      closers.close();
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Bridge start(ConfigurationFile file, BridgeParts parts, Closers closers) {
    BridgeConfiguration configuration = file.configuration();
    Clock clock = parts.clock();
    Metrics metrics = new Metrics();
    closers.add("metrics", metrics);
    Alarms alarms = new Alarms(clock);
    ScheduledExecutorService files = Threads.scheduled("bridge-files");
    closers.add("files", () -> Threads.end(files, PATIENCE));
    DataDirectory data = new DataDirectory(configuration.dataDirectory(), files);
    data.make();

    JsonLinesKeyUseLog disk = JsonLinesKeyUseLog.open(logSettings(configuration), clock);
    closers.add("key-use log", disk);
    KeyUseLog log = new TimedLog(disk, metrics);
    Threads.await(
        "the key-use log cannot be written",
        log.append(LogEntries.boot(file, parts.version(), clock.instant())),
        PATIENCE);
    closers.add(
        "shutdown entry",
        () ->
            Threads.await(
                "shutdown",
                log.append(new KeyUseEntry.Shutdown(clock.instant(), "stopped")),
                PATIENCE));

    closers.add("HSMs", parts.tokens());
    List<ConnectedToken> tokens =
        configuration.hsms().stream()
            .map(HsmConfiguration::settings)
            .map(parts.tokens()::open)
            .toList();
    tokens.forEach(metrics::hsm);
    KeyService keys = new KeyService(configuration, tokens, log, data, alarms, metrics, parts);
    Readiness readiness =
        new Readiness(
            tokens,
            keys.registry(),
            keys.canaries(),
            disk::health,
            configuration.keys().stream().map(KeyConfiguration::name).toList(),
            configuration.states().maxAge(),
            clock);
    var _ = keys.refresh();

    TokenStore tokenStore = new TokenStore(new TokenDirectory(configuration.tokens().directory()));
    var _ = tokenStore.refresh();
    RefusalCounter refusals = new RefusalCounter();
    closers.add("refusals", () -> refusals.drain(clock.instant()).forEach(log::append));
    Admission admission = new Admission(configuration.limits());
    gauges(metrics, alarms, readiness, admission, refusals, tokenStore);

    int eventLoops = Math.max(2, Runtime.getRuntime().availableProcessors());
    Vertx vertx = vertx(eventLoops);
    closers.add("event loops", () -> Threads.await("event loops", vertx.close(), PATIENCE));
    Listeners listeners =
        new Listeners(
            vertx, eventLoops, configuration.limits(), log, alarms, metrics, clock, closers);
    Authenticator authenticator =
        new Authenticator(new AccessList(configuration.access()), tokenStore, clock);
    RateLimiter limiter =
        new RateLimiter(
            configuration.limits().rate(), configuration.limits().burst(), System::nanoTime);
    Set<KeyName> names =
        configuration.keys().stream().map(KeyConfiguration::name).collect(Collectors.toSet());
    for (ListenerConfiguration listener : configuration.listeners()) {
      SystemAnswers system =
          new SystemAnswers(
              parts.version(),
              configuration.deployment(),
              listener.mount(),
              () -> readiness.report().isReady(),
              clock);
      listeners.start(
          new ListenerParts(
              listener,
              configuration.limits(),
              new Routes(listener.mount()),
              new TransitApi(keys.keyring(), new TokenAnswers(clock), system),
              authenticator,
              refusals,
              limiter,
              admission,
              metrics,
              names));
    }

    // Last, so that nobody is told of a replica that does not listen yet.
    ManagementListener management =
        new ManagementListener(vertx, liveness(configuration, tokens), readiness, metrics);
    int managementPort =
        Threads.await(
            "the management listener on " + configuration.management().address(),
            management.listen((Address.Tcp) configuration.management().address()),
            PATIENCE);
    closers.add("management", () -> Threads.await("management", management.close(), PATIENCE));

    Upkeep upkeep = new Upkeep();
    closers.add("upkeep", upkeep);
    upkeep.every(configuration.states().refresh(), "states", keys::refresh);
    upkeep.every(HEARTBEAT, "reconnects", keys::refreshAfterReconnect);
    upkeep.every(configuration.tokens().refresh(), "tokens", tokenStore::refresh);
    upkeep.every(FILES, "TLS files", listeners::lookAtFiles);
    upkeep.every(REFUSALS, "refusals", () -> refusals.drain(clock.instant()).forEach(log::append));
    return new Bridge(closers, listeners, managementPort);
  }

  private static KeyUseLogSettings logSettings(BridgeConfiguration configuration) {
    return KeyUseLogSettings.of(
        configuration.logDirectory(),
        configuration.log().sync() == LogSync.ALWAYS
            ? KeyUseLogSettings.Durability.SYNCED
            : KeyUseLogSettings.Durability.HANDED_OVER);
  }

  private static Vertx vertx(int eventLoops) {
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(eventLoops)
            .setWorkerPoolSize(2)
            .setInternalBlockingPoolSize(2)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false)));
  }

  private static Liveness liveness(BridgeConfiguration configuration, List<ConnectedToken> tokens) {
    return new Liveness(
        tokens,
        configuration.hsms().stream()
            .collect(Collectors.toMap(HsmConfiguration::name, HsmConfiguration::sessions)));
  }

  private static void gauges(
      Metrics metrics,
      Alarms alarms,
      Readiness readiness,
      Admission admission,
      RefusalCounter refusals,
      TokenStore tokens) {
    metrics.gauge("ready", "1 if ready", Tags.empty(), () -> readiness.report().isReady() ? 1 : 0);
    metrics.gauge("requests.active", "In work now", Tags.empty(), admission::requestsNow);
    metrics.gauge("bodies.bytes", "Memory of bodies now", Tags.empty(), admission::bytesNow);
    metrics.gauge("tokens", "Tokens known", Tags.empty(), tokens::size);
    for (Identification.Reason reason : Identification.Reason.values()) {
      metrics.counter(
          "refusals",
          "Requests refused before authentication",
          Tags.of("reason", reason.counted()),
          () -> refusals.total(reason));
    }
    for (String code : Alarms.CODES) {
      metrics.counter("alarms", "Alarms", Tags.of("code", code), () -> alarms.count(code));
    }
  }

  /** The port of a TCP listener by its name, for listeners whose configured port is 0. */
  public Optional<Integer> port(String listener) {
    return listeners.port(listener);
  }

  public int managementPort() {
    return managementPort;
  }

  /**
   * Stops accepting, lets requests in work end for a short while, writes the last entry of the log,
   * and closes everything in the reverse order of the start.
   */
  @Override
  public void close() {
    closers.close();
  }
}
