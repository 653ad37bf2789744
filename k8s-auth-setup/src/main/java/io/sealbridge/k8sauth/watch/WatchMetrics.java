package io.sealbridge.k8sauth.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** What Prometheus reads of a watch: numbers only, no names. Safe for use by many threads. */
public final class WatchMetrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicLong lastSuccess = new AtomicLong();
  private final AtomicLong successful = new AtomicLong();
  private final MultiGauge drift;
  private final Timer rounds;
  private final Counter failures;
  private final Counter repairs;

  public WatchMetrics() {
    drift =
        MultiGauge.builder("k8s_auth_setup.drift.objects")
            .description("Objects that were not as the file says when they were looked at last")
            .register(registry);
    rounds =
        Timer.builder("k8s_auth_setup.round").description("Rounds of looking").register(registry);
    failures =
        Counter.builder("k8s_auth_setup.failures")
            .description("Rounds that failed: a side was not reached or refused, the file is wrong")
            .register(registry);
    repairs =
        Counter.builder("k8s_auth_setup.repairs")
            .description("Objects that were put right")
            .register(registry);
    Gauge.builder("k8s_auth_setup.last_success.timestamp", lastSuccess, AtomicLong::doubleValue)
        .description("When the last round ended well; 0 if none has")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("k8s_auth_setup.last_round.successful", successful, AtomicLong::doubleValue)
        .description("1 if the last round ended well, 0 if it failed or there was none")
        .register(registry);
    show(Set.of());
  }

  void succeeded(Duration took, Instant now) {
    rounds.record(took);
    lastSuccess.set(now.getEpochSecond());
    successful.set(1);
  }

  /** What was known of drift stays: nothing newer is known. */
  void failed(Duration took) {
    rounds.record(took);
    successful.set(0);
    failures.increment();
  }

  void repaired(int objects) {
    repairs.increment(objects);
  }

  /** Every kind and state is there from the start, so that an alert needs no case for absence. */
  void show(Collection<Drift> drifts) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (Drift.Kind kind : Drift.Kind.values()) {
      for (Drift.State state : Drift.State.values()) {
        long count =
            drifts.stream().filter(one -> one.kind() == kind && one.state() == state).count();
        rows.add(MultiGauge.Row.of(Tags.of("kind", kind.word(), "state", state.word()), count));
      }
    }
    drift.register(rows, true);
  }

  /** In Prometheus' text format. */
  public String text() {
    return registry.scrape();
  }
}
