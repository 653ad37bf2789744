package io.sealbridge.server;

import io.micrometer.core.instrument.Tags;
import io.sealbridge.hsm.ConnectedToken;
import io.sealbridge.server.config.Address;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.config.ConfigurationFile;
import io.sealbridge.server.config.HsmConfiguration;
import io.sealbridge.server.config.KeyConfiguration;
import io.sealbridge.server.config.ListenerConfiguration;
import io.sealbridge.server.http.Api;
import io.sealbridge.server.management.Alarms;
import io.sealbridge.server.management.Liveness;
import io.sealbridge.server.management.ManagementListener;
import io.sealbridge.server.management.Metrics;
import io.sealbridge.server.management.Readiness;
import io.sealbridge.server.reaction.ReplicaState;
import io.sealbridge.server.reaction.ReplicaStateFormat;
import io.sealbridge.server.start.StartChecks;
import io.sealbridge.server.token.BridgeTokenKeys;
import io.sealbridge.server.token.KeyringTokenKeys;
import io.sealbridge.server.transit.SystemAnswers;
import io.sealbridge.server.transit.TransitApi;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The running service. It comes up, alive and not ready, when an HSM does not answer; it does not
 * come up when the configuration, a certificate, a file mode or an address is wrong.
 */
public final class Bridge implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration HEARTBEAT = Duration.ofMillis(250);
  private static final Duration FILES = Duration.ofSeconds(2);
  private static final Duration LOG = Duration.ofSeconds(1);
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
    boolean started = false;
    try {
      Bridge bridge = start(file, parts, closers);
      started = true;
      return bridge;
    } finally {
      if (!started) {
        closers.close();
      }
    }
  }

  private static Bridge start(ConfigurationFile file, BridgeParts parts, Closers closers) {
    BridgeConfiguration configuration = file.configuration();
    Foundation foundation = Foundation.lay(file, parts, closers);
    closers.add("HSMs", parts.tokens());
    List<ConnectedToken> tokens =
        configuration.hsms().stream()
            .map(HsmConfiguration::settings)
            .map(parts.tokens()::open)
            .toList();
    KeyService keys = new KeyService(foundation, tokens);
    closers.add("anchors", foundation.anchors());
    closers.add("shutdown entry", foundation::writeShutdown);
    LogCare logCare = new LogCare(foundation, keys.registry());
    Revoked revoked = new Revoked(foundation);
    Readiness readiness = readiness(foundation, tokens, keys, revoked, logCare);
    var _ = keys.refresh();

    Duration settling = configuration.states().refresh().multipliedBy(2);
    BridgeTokenKeys tokenKeys = new KeyringTokenKeys(keys.registry(), settling, parts.clock());
    Gatehouse gatehouse = new Gatehouse(foundation, revoked, tokenKeys, closers);
    Logins logins = new Logins(foundation, tokenKeys, gatehouse, closers);
    show(foundation, readiness, tokens);
    int eventLoops = Math.max(2, Runtime.getRuntime().availableProcessors());
    Vertx vertx = vertx(eventLoops);
    closers.add("event loops", () -> Threads.await("event loops", vertx.close(), PATIENCE));
    Listeners listeners = new Listeners(vertx, eventLoops, foundation, closers);
    for (ListenerConfiguration listener : configuration.listeners()) {
      SystemAnswers system = system(foundation, listener, readiness);
      Api api = new TransitApi(keys.transit(), logins.tokens(), logins.answers(), system);
      listeners.start(gatehouse.parts(listener, api));
    }
    int managementPort =
        manage(
            vertx, foundation, tokens, readiness, () -> state(foundation, keys, revoked), closers);
    foundation.anchors().begin();
    upkeep(foundation, keys, revoked, logCare, gatehouse, logins, listeners, closers);
    return new Bridge(closers, listeners, managementPort);
  }

  private static Readiness readiness(
      Foundation foundation,
      List<ConnectedToken> tokens,
      KeyService keys,
      Revoked revoked,
      LogCare logCare) {
    BridgeConfiguration configuration = foundation.configuration();
    return new Readiness(
        tokens,
        keys.registry(),
        keys.canaries(),
        foundation.disk()::health,
        foundation.anchors().and(List.of(revoked::check, logCare::check)),
        configuration.keys().stream().map(KeyConfiguration::name).toList(),
        configuration.states().maxAge(),
        foundation.clock());
  }

  private static SystemAnswers system(
      Foundation foundation, ListenerConfiguration listener, Readiness readiness) {
    return new SystemAnswers(
        foundation.parts().version(),
        foundation.configuration().deployment(),
        listener.mount(),
        () -> readiness.report().isReady(),
        foundation.clock());
  }

  private static String state(Foundation foundation, KeyService keys, Revoked revoked) {
    return ReplicaStateFormat.write(
        new ReplicaState(
            foundation.configuration().deployment(),
            foundation.configuration().node(),
            foundation.parts().version(),
            keys.standing(),
            revoked.denied()));
  }

  /** Started last, so that nobody is told of a replica that does not listen yet. */
  private static int manage(
      Vertx vertx,
      Foundation foundation,
      List<ConnectedToken> tokens,
      Readiness readiness,
      Supplier<String> state,
      Closers closers) {
    BridgeConfiguration configuration = foundation.configuration();
    Liveness liveness =
        new Liveness(
            tokens,
            configuration.hsms().stream()
                .collect(Collectors.toMap(HsmConfiguration::name, HsmConfiguration::sessions)));
    ManagementListener management =
        new ManagementListener(vertx, liveness, readiness, state, foundation.metrics());
    Address address = configuration.management().address();
    int port =
        Threads.await(
            "the management listener on " + address,
            management.listen((Address.Tcp) address),
            PATIENCE);
    closers.add("management", () -> Threads.await("management", management.close(), PATIENCE));
    return port;
  }

  private static void upkeep(
      Foundation foundation,
      KeyService keys,
      Revoked revoked,
      LogCare logCare,
      Gatehouse gatehouse,
      Logins logins,
      Listeners listeners,
      Closers closers) {
    BridgeConfiguration configuration = foundation.configuration();
    Upkeep upkeep = new Upkeep();
    closers.add("upkeep", upkeep);
    upkeep.every(configuration.states().refresh(), "states", keys::refresh);
    upkeep.every(LOG, "key-use log", logCare::look);
    upkeep.every(HEARTBEAT, "reconnects", keys::refreshAfterReconnect);
    upkeep.every(configuration.tokens().refresh(), "tokens", gatehouse::readTokens);
    upkeep.every(configuration.tokens().refresh(), "revocations", revoked::look);
    upkeep.every(FILES, "TLS files", listeners::lookAtFiles);
    upkeep.every(FILES, "logins", logins::lookAfter);
    upkeep.every(REFUSALS, "refusals", gatehouse::writeRefusals);
  }

  private static void show(
      Foundation foundation, Readiness readiness, List<ConnectedToken> tokens) {
    Metrics metrics = foundation.metrics();
    tokens.forEach(metrics::hsm);
    metrics.gauge("ready", "1 if ready", Tags.empty(), () -> readiness.report().isReady() ? 1 : 0);
    for (String code : Alarms.CODES) {
      metrics.counter(
          "alarms", "Alarms", Tags.of("code", code), () -> foundation.alarms().count(code));
    }
  }

  private static Vertx vertx(int eventLoops) {
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(eventLoops)
            .setWorkerPoolSize(4)
            .setInternalBlockingPoolSize(2)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false)));
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
