package io.sealbridge.server;

import io.micrometer.core.instrument.Tags;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.server.config.Address;
import io.sealbridge.server.config.LimitsConfiguration;
import io.sealbridge.server.config.ListenerConfiguration;
import io.sealbridge.server.config.TlsConfiguration;
import io.sealbridge.server.http.HttpListener;
import io.sealbridge.server.http.ListenerParts;
import io.sealbridge.server.http.UnixSocketFile;
import io.sealbridge.server.management.Alarms;
import io.sealbridge.server.management.Metrics;
import io.sealbridge.server.tls.TlsFilesException;
import io.sealbridge.server.tls.TlsMaterial;
import io.sealbridge.server.tls.TlsWatch;
import io.vertx.core.Vertx;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API's listeners with their sockets and TLS files. Started and closed by one thread. */
final class Listeners {

  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private record Watched(HttpListener listener, TlsWatch watch) {}

  private final Vertx vertx;
  private final int eventLoops;
  private final LimitsConfiguration limits;
  private final KeyUseLog log;
  private final Alarms alarms;
  private final Metrics metrics;
  private final Clock clock;
  private final Closers closers;
  private final Map<String, HttpListener> started = new LinkedHashMap<>();
  private final Map<String, Watched> watched = new LinkedHashMap<>();

  Listeners(Vertx vertx, int eventLoops, Foundation foundation, Closers closers) {
    this.vertx = vertx;
    this.eventLoops = eventLoops;
    this.limits = foundation.configuration().limits();
    this.log = foundation.log();
    this.alarms = foundation.alarms();
    this.metrics = foundation.metrics();
    this.clock = foundation.clock();
    this.closers = closers;
  }

  /** Returns when it accepts connections. */
  void start(ListenerParts parts) {
    ListenerConfiguration configuration = parts.configuration();
    Optional<TlsMaterial> material = configuration.tls().map(this::read);
    Optional<ServerSSLOptions> tls = material.map(read -> read.options(limits.receive()));
    String what = "listener " + configuration.name() + " on " + configuration.address();
    HttpListener listener =
        switch (configuration.address()) {
          case Address.Unix(Path path) -> {
            UnixSocketFile socket = new UnixSocketFile(path);
            doing(what, socket::makeRoom);
            closers.add("socket " + path, socket::remove);
            HttpListener listening = listen(what, parts, tls);
            doing(what, socket::open);
            yield listening;
          }
          case Address.Tcp _ -> listen(what, parts, tls);
        };
    material.ifPresent(read -> watch(configuration, listener, read));
  }

  private HttpListener listen(String what, ListenerParts parts, Optional<ServerSSLOptions> tls) {
    String name = parts.configuration().name();
    HttpListener listener =
        Threads.await(
            what + " cannot listen",
            HttpListener.start(vertx, parts, tls, started.size(), eventLoops),
            PATIENCE);
    started.put(name, listener);
    closers.add(
        "listener " + name, () -> Threads.await(name, listener.close(GRACE), GRACE.plus(PATIENCE)));
    LOG.atInfo()
        .addKeyValue("listener", name)
        .addKeyValue("address", parts.configuration().address())
        .addKeyValue("port", listener.port().map(String::valueOf).orElse(""))
        .log("listening");
    return listener;
  }

  private void watch(
      ListenerConfiguration configuration, HttpListener listener, TlsMaterial material) {
    TlsConfiguration files = configuration.tls().orElseThrow();
    TlsWatch watch = new TlsWatch(files, material, clock);
    watched.put(configuration.name(), new Watched(listener, watch));
    metrics.gauge(
        "certificate.expiry.seconds",
        "Time until the listener's certificate expires",
        Tags.of("listener", configuration.name()),
        () -> Duration.between(clock.instant(), watch.notAfter()).toSeconds());
  }

  Optional<Integer> port(String name) {
    return Optional.ofNullable(started.get(name)).flatMap(HttpListener::port);
  }

  /** Takes over renewed TLS files. Blocks on the file system. */
  void lookAtFiles() {
    watched.forEach(
        (name, listener) -> {
          switch (listener.watch().look()) {
            case TlsWatch.Look.Unchanged _ -> {}
            case TlsWatch.Look.Broken(String reason) -> reloadFailed(name, reason);
            case TlsWatch.Look.Renewed(TlsMaterial material, boolean clientCaChanged) ->
                renew(name, listener.listener(), material, clientCaChanged);
          }
        });
  }

  private void renew(
      String name, HttpListener listener, TlsMaterial material, boolean clientCaChanged) {
    listener
        .updateTls(material.options(limits.receive()))
        .onSuccess(
            _ -> {
              LOG.atInfo()
                  .addKeyValue("listener", name)
                  .addKeyValue("notAfter", material.notAfter())
                  .log("TLS files renewed");
              log.append(new KeyUseEntry.Reload(clock.instant(), "tls:" + name, material.sha256()));
              if (clientCaChanged) {
                // Who was let in by an authority that counts no more must prove itself again.
                listener.dropConnections();
              }
            })
        .onFailure(failure -> reloadFailed(name, String.valueOf(failure.getMessage())));
  }

  private void reloadFailed(String name, String reason) {
    alarms.raise(
        Alarms.TLS_RELOAD_FAILED, "listener " + name + " keeps its old TLS files: " + reason);
  }

  private TlsMaterial read(TlsConfiguration files) {
    try {
      return TlsMaterial.read(files, clock.instant());
    } catch (TlsFilesException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private interface FileAction {
    void run() throws IOException;
  }

  private static void doing(String what, FileAction action) {
    try {
      action.run();
    } catch (IOException e) {
      throw new StartException(what + ": " + e.getMessage(), e);
    }
  }
}
