package io.sealbridge.k8sauth.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs rounds, and tells metrics and log what they found. For one thread. */
public final class Watch {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

  private final Round round;
  private final WatchMetrics metrics;
  private final WatchLog log;
  private final Function<Exception, String> sentence;
  private final Clock clock;
  private Set<Drift> known = Set.of();
  private boolean inLine;
  private @Nullable String lastFailure;
  private int failures;

  /**
   * A watch that has not looked yet.
   *
   * @param sentence what to say of a failure, without secrets
   */
  public Watch(
      Round round,
      WatchMetrics metrics,
      WatchLog log,
      Function<Exception, String> sentence,
      Clock clock) {
    this.round = round;
    this.metrics = metrics;
    this.log = log;
    this.sentence = sentence;
    this.clock = clock;
  }

  /**
   * One round.
   *
   * @return what is still not as the file says
   * @throws RuntimeException what the round threw, after it was counted
   */
  public List<Drift> once() {
    Instant start = clock.instant();
    try {
      List<Drift> left = round.run(this::found);
      repaired(left);
      Instant end = clock.instant();
      metrics.succeeded(Duration.between(start, end), end);
      return left;
    } catch (RuntimeException e) {
      metrics.failed(Duration.between(start, clock.instant()));
      throw e;
    }
  }

  /**
   * A round now and after each {@code period}, until {@code pause} says that it is the end. A round
   * that fails is counted and logged, and tried again after five seconds, then after twice that and
   * so on, but never later than after {@code period}.
   */
  public void every(Duration period, Pause pause) {
    log.started(period);
    Duration next;
    do {
      next = onceOrLogged() ? period : retry(period);
    } while (!pause.endsWithin(next));
    log.ended();
  }

  private boolean onceOrLogged() {
    try {
      once();
    } catch (RuntimeException e) {
      failures++;
      inLine = false;
      String failure = sentence.apply(e);
      if (!failure.equals(lastFailure)) {
        log.failed(failure);
      }
      lastFailure = failure;
      return false;
    }
    if (lastFailure != null) {
      log.recovered(failures);
    }
    lastFailure = null;
    failures = 0;
    if (known.isEmpty() && !inLine) {
      log.allInLine();
    }
    inLine = known.isEmpty();
    return true;
  }

  private Duration retry(Duration period) {
    // No period is longer than a day, so that more doublings count no more.
    Duration delay = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 20));
    return delay.compareTo(period) < 0 ? delay : period;
  }

  /** A line for what is new and for what is over; nothing for what stays as it was. */
  private void found(List<Drift> drifts) {
    Set<Drift> found = new LinkedHashSet<>(drifts);
    found.stream().filter(drift -> !known.contains(drift)).forEach(log::drifted);
    known.stream().filter(drift -> !found.contains(drift)).forEach(log::inLine);
    known = found;
    metrics.show(found);
  }

  private void repaired(List<Drift> left) {
    Set<Drift> still = new LinkedHashSet<>(left);
    List<Drift> repaired = known.stream().filter(drift -> !still.contains(drift)).toList();
    repaired.forEach(log::repaired);
    metrics.repaired(repaired.size());
    known = still;
    metrics.show(still);
  }
}
