package io.sealbridge.server.management;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sealbridge.hsm.ConnectedToken;
import io.sealbridge.hsm.HsmMeters;
import io.sealbridge.keyring.HsmStatus;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.server.http.RequestMeter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/** What Prometheus reads. Safe for use by many threads. */
public final class Metrics implements RequestMeter, AutoCloseable {

  private static final List<String> FAULTS =
      List.of("HSM_STALE", "HSM_GONE", "HSM_BUSY", "HSM_REFUSED", "HSM_BAD_INPUT");
  private static final Duration[] BUCKETS = {
    Duration.ofNanos(250_000),
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  private record Request(String operation, int status) {}

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Request, Timer> requests = new ConcurrentHashMap<>();

  /** Kept, because the registry holds what it counts weakly. */
  private final List<DoubleSupplier> counted = new CopyOnWriteArrayList<>();

  private volatile List<KeyState> shown = List.of();
  private final Timer logTimer;
  private final MultiGauge keyVersions;
  private final MultiGauge minimumVersions;

  public Metrics() {
    logTimer =
        Timer.builder("seal_bridge.key_use_log.append")
            .description("Time until an entry of the key-use log was durable")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
    keyVersions =
        MultiGauge.builder("seal_bridge.key.latest_version")
            .description("Latest version of a key")
            .register(registry);
    minimumVersions =
        MultiGauge.builder("seal_bridge.key.min_decryption_version")
            .description("Oldest version of a key that may decrypt")
            .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  @Override
  public void answered(String operation, int status, long nanos) {
    requests
        .computeIfAbsent(new Request(operation, status), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Request request) {
    return Timer.builder("seal_bridge.requests")
        .description("Requests from their headers to their answer")
        .tag("operation", request.operation())
        .tag("status", Integer.toString(request.status()))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  void logged(long nanos) {
    logTimer.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Shows the versions of the keys as they are now. */
  public void keys(List<KeyState> states) {
    if (!states.equals(shown)) {
      show(states);
    }
  }

  /** Alone, because a key whose rows are being exchanged is there twice, which nobody can read. */
  private synchronized void show(List<KeyState> states) {
    shown = List.copyOf(states);
    keyVersions.register(rows(states, state -> state.latest().number()), true);
    minimumVersions.register(rows(states, KeyState::minDecryptionVersion), true);
  }

  private static List<MultiGauge.Row<?>> rows(
      List<KeyState> states, ToDoubleFunction<KeyState> value) {
    return states.stream()
        .<MultiGauge.Row<?>>map(
            state ->
                MultiGauge.Row.of(Tags.of("key", state.name().value()), value.applyAsDouble(state)))
        .toList();
  }

  public void gauge(String name, String description, Tags tags, DoubleSupplier value) {
    Gauge.builder("seal_bridge." + name, value::getAsDouble)
        .description(description)
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  public void counter(String name, String description, Tags tags, DoubleSupplier value) {
    counted.add(value);
    FunctionCounter.builder("seal_bridge." + name, value, DoubleSupplier::getAsDouble)
        .description(description)
        .tags(tags)
        .register(registry);
  }

  /** Shows everything of one HSM. */
  public void hsm(ConnectedToken token) {
    Tags tags = Tags.of("hsm", token.name());
    gauge(
        "hsm.ready",
        "1 if the HSM is connected and logged in",
        tags,
        () -> token.status() instanceof HsmStatus.Ready ? 1 : 0);
    meter(token, "hsm.queue", "Calls that wait for a thread", HsmMeters::queueDepth);
    meter(token, "hsm.threads.busy", "Threads in a call", HsmMeters::busyThreads);
    meter(token, "hsm.threads.lost", "Threads past their deadline", HsmMeters::lostThreads);
    count(token, "hsm.calls", "Calls handed to the HSM", HsmMeters::calls);
    count(token, "hsm.rejected", "Calls refused for a full queue", HsmMeters::rejected);
    count(token, "hsm.reconnects", "Connections after the first", HsmMeters::reconnects);
    count(token, "hsm.canary.checks", "Canary decrypts", HsmMeters::canaryChecks);
    for (String code : FAULTS) {
      counter(
          "hsm.faults",
          "Failed calls by what they meant",
          tags.and("code", code),
          () -> token.meters().faults().getOrDefault(code, 0L));
    }
  }

  private void meter(
      ConnectedToken token, String name, String text, ToDoubleFunction<HsmMeters> value) {
    gauge(name, text, Tags.of("hsm", token.name()), () -> value.applyAsDouble(token.meters()));
  }

  private void count(
      ConnectedToken token, String name, String text, ToDoubleFunction<HsmMeters> value) {
    counter(name, text, Tags.of("hsm", token.name()), () -> value.applyAsDouble(token.meters()));
  }

  /** The text of /metrics. Takes milliseconds: not for an event loop. */
  public synchronized String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    registry.close();
  }
}
