package io.sealbridge.server.witness;

import io.sealbridge.audit.anchor.Witness;
import io.sealbridge.audit.anchor.WitnessKey;
import io.sealbridge.audit.anchor.WitnessStore;
import io.sealbridge.server.config.Address;
import io.sealbridge.server.tls.TlsFilesException;
import io.sealbridge.server.tls.TlsMaterial;
import io.sealbridge.server.tls.TlsWatch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running witness. Renewed TLS files are taken over. */
public final class WitnessService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WitnessService.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);
  private static final Duration FILES = Duration.ofSeconds(2);

  private final WitnessStore store;
  private final Vertx vertx;
  private final WitnessListener listener;
  private final int port;

  private WitnessService(WitnessStore store, Vertx vertx, WitnessListener listener, int port) {
    this.store = store;
    this.vertx = vertx;
    this.listener = listener;
    this.port = port;
  }

  /**
   * Returns when it accepts connections.
   *
   * @throws IOException if its state cannot be used or the address cannot be listened on
   */
  public static WitnessService start(WitnessConfiguration configuration, Clock clock)
      throws IOException, TlsFilesException {
    WitnessKey key = WitnessKeyFile.read(configuration);
    Optional<TlsMaterial> material = Optional.empty();
    if (configuration.tls().isPresent()) {
      material = Optional.of(TlsMaterial.read(configuration.tls().get(), clock.instant()));
    }
    WitnessStore store = WitnessStore.open(configuration.state());
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(4));
    boolean started = false;
    try {
      Witness witness = Witness.open(key, configuration.watched(), store, clock);
      WitnessListener listener =
          new WitnessListener(vertx, witness, material.map(read -> options(read, clock)));
      Address.Tcp address = (Address.Tcp) configuration.address();
      int port = await("cannot listen on " + address, listener.listen(address));
      material.ifPresent(
          read ->
              watch(
                  vertx,
                  listener,
                  new TlsWatch(configuration.tls().orElseThrow(), read, clock),
                  clock));
      started = true;
      return new WitnessService(store, vertx, listener, port);
    } finally {
      if (!started) {
        vertx.close();
        store.close();
      }
    }
  }

  private static ServerSSLOptions options(TlsMaterial material, Clock clock) {
    return material.options(HANDSHAKE, clock);
  }

  private static <T> T await(String what, Future<T> future) throws IOException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(what + ": " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException(what + ": not within " + PATIENCE.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(what + ": interrupted", e);
    }
  }

  private static void watch(Vertx vertx, WitnessListener listener, TlsWatch watch, Clock clock) {
    vertx.setPeriodic(
        FILES.toMillis(),
        _ -> vertx.executeBlocking(watch::look).onSuccess(look -> take(listener, look, clock)));
  }

  private static void take(WitnessListener listener, TlsWatch.Look look, Clock clock) {
    switch (look) {
      case TlsWatch.Look.Unchanged _ -> {}
      case TlsWatch.Look.Broken(String reason) ->
          LOG.atWarn().addKeyValue("detail", reason).log("the old TLS files stay in use");
      case TlsWatch.Look.Renewed(TlsMaterial material, boolean _) ->
          listener
              .updateTls(options(material, clock))
              .onSuccess(
                  _ ->
                      LOG.atInfo()
                          .addKeyValue("notAfter", material.notAfter())
                          .log("TLS files renewed"));
    }
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    try {
      await("the listener does not close", listener.close());
      await("the event loops do not end", vertx.close());
    } finally {
      store.close();
    }
  }
}
