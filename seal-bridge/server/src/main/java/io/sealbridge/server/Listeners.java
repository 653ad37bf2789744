package io.sealbridge.server;

import io.micrometer.core.instrument.Tags;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.keyring.KeyUseLog;
import io.sealbridge.server.config.Address;
import io.sealbridge.server.config.LimitsConfiguration;
import io.sealbridge.server.config.ListenerConfiguration;
import io.sealbridge.server.config.TlsConfiguration;
import io.sealbridge.server.http.ClientCertificates;
import io.sealbridge.server.http.HttpListener;
import io.sealbridge.server.http.ListenerParts;
import io.sealbridge.server.http.UnixSocketFile;
import io.sealbridge.server.management.Alarms;
import io.sealbridge.server.management.Metrics;
import io.sealbridge.server.tls.ClientTrust;
import io.sealbridge.server.tls.TlsFilesException;
import io.sealbridge.server.tls.TlsMaterial;
import io.sealbridge.server.tls.TlsWatch;
import io.vertx.core.Vertx;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API's listeners with their sockets and TLS files. Started and closed by one thread. */
final class Listeners {

  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LIST_SOON = Duration.ofDays(1);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private record Watched(HttpListener listener, ClientCertificates certificates, TlsWatch watch) {}

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
    Optional<ServerSSLOptions> tls = material.map(read -> read.options(limits.receive(), clock));
    parts.certificates().use(material.flatMap(TlsMaterial::clientTrust));
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
    material.ifPresent(read -> watch(parts, listener, read));
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

  private void watch(ListenerParts parts, HttpListener listener, TlsMaterial material) {
    ListenerConfiguration configuration = parts.configuration();
    TlsConfiguration files = configuration.tls().orElseThrow();
    TlsWatch watch = new TlsWatch(files, material, clock);
    watched.put(configuration.name(), new Watched(listener, parts.certificates(), watch));
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
            case TlsWatch.Look.Renewed(TlsMaterial material, boolean clientTrustChanged) ->
                renew(name, listener, material, clientTrustChanged);
          }
          listener.watch().clientTrust().ifPresent(trust -> warnOfOldLists(name, trust));
        });
  }

  private void renew(
      String name, Watched listener, TlsMaterial material, boolean clientTrustChanged) {
    listener
        .listener()
        .updateTls(material.options(limits.receive(), clock))
        .onSuccess(
            _ -> {
              LOG.atInfo()
                  .addKeyValue("listener", name)
                  .addKeyValue("notAfter", material.notAfter())
                  .log("TLS files renewed");
              log.append(new KeyUseEntry.Reload(clock.instant(), "tls:" + name, material.sha256()));
              if (clientTrustChanged) {
                // Who was let in by an authority that counts no more, or has been revoked since.
                listener.certificates().use(material.clientTrust());
                listener.listener().proveAgain();
              }
            })
        .onFailure(failure -> reloadFailed(name, String.valueOf(failure.getMessage())));
  }

  private void warnOfOldLists(String name, ClientTrust trust) {
    Instant soon = clock.instant().plus(LIST_SOON);
    for (ClientTrust.ListAge age : trust.listAges()) {
      if (soon.isAfter(age.until())) {
        alarms.raise(
            Alarms.CRL_OLD,
            "listener %s: the list of revoked certificates for %s is too old from %s%s"
                .formatted(
                    name,
                    age.bundle(),
                    age.until(),
                    age.refuses() ? "; then every certificate of it is refused" : ""));
      }
    }
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
