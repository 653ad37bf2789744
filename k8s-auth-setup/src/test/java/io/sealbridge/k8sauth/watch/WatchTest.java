package io.sealbridge.k8sauth.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealbridge.commandline.OutputFormat;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-26T08:00:00Z"), ZoneOffset.UTC);
  private static final Duration PERIOD = Duration.ofSeconds(30);
  private static final Drift ROLE = new Drift(Drift.Kind.ROLE, Drift.State.CHANGED, "role web");
  private static final Drift POLICY =
      new Drift(Drift.Kind.POLICY, Drift.State.MISSING, "policy job");

  private final Rounds rounds = new Rounds();
  private final WatchMetrics metrics = new WatchMetrics();
  private final StringWriter log = new StringWriter();
  private final List<Duration> pauses = new ArrayList<>();

  /** Does what it was told to, one thing a round. */
  private static final class Rounds implements Round {
    private final Queue<Round> next = new ArrayDeque<>();

    Rounds finds(Drift... drifts) {
      next.add(
          found -> {
            found.accept(List.of(drifts));
            return List.of(drifts);
          });
      return this;
    }

    Rounds repairs(Drift... drifts) {
      next.add(
          found -> {
            found.accept(List.of(drifts));
            return List.of();
          });
      return this;
    }

    Rounds fails(String why, Drift... drifts) {
      next.add(
          found -> {
            found.accept(List.of(drifts));
            throw new IllegalStateException(why);
          });
      return this;
    }

    @Override
    public List<Drift> run(Consumer<List<Drift>> found) {
      return next.remove().run(found);
    }
  }

  @Test
  void logsOnlyWhatChanges() {
    watch(rounds.finds().finds().finds(ROLE).finds(ROLE).finds(ROLE, POLICY).finds(POLICY).finds());

    assertThat(lines())
        .containsExactly(
            "watching: every 30s",
            "in line: everything is as the file says",
            "drift: role web is not as the file says",
            "drift: policy job is missing",
            "in line: role web is as the file says",
            "in line: policy job is as the file says",
            "in line: everything is as the file says",
            "ended: told to end");
  }

  @Test
  void countsWhatIsNotAsTheFileSays() {
    watch(rounds.finds(ROLE, POLICY));

    assertThat(metrics.text())
        .contains("k8s_auth_setup_drift_objects{kind=\"role\",state=\"changed\"} 1.0")
        .contains("k8s_auth_setup_drift_objects{kind=\"policy\",state=\"missing\"} 1.0")
        .contains("k8s_auth_setup_drift_objects{kind=\"policy\",state=\"left_over\"} 0.0")
        .contains("k8s_auth_setup_last_success_timestamp_seconds 1.7956")
        .contains("k8s_auth_setup_last_round_successful 1.0");
  }

  @Test
  void tellsWhatWasRepairedAndCountsItNoMore() {
    watch(rounds.repairs(ROLE));

    assertThat(lines()).contains("repaired: role web");
    assertThat(metrics.text())
        .contains("k8s_auth_setup_drift_objects{kind=\"role\",state=\"changed\"} 0.0")
        .contains("k8s_auth_setup_repairs_total 1.0");
  }

  @Test
  void aRepairThatFailsLeavesWhatWasFoundInTheMetrics() {
    watch(rounds.fails("sealed", ROLE));

    assertThat(metrics.text())
        .contains("k8s_auth_setup_drift_objects{kind=\"role\",state=\"changed\"} 1.0")
        .contains("k8s_auth_setup_failures_total 1.0")
        .contains("k8s_auth_setup_repairs_total 0.0")
        .contains("k8s_auth_setup_last_round_successful 0.0")
        .contains("k8s_auth_setup_last_success_timestamp_seconds 0.0");
  }

  @Test
  void goesOnAfterAFailureAndTellsOnceOfEach() {
    watch(rounds.fails("sealed").fails("sealed").fails("down\nalways").finds().finds());

    assertThat(lines())
        .containsExactly(
            "watching: every 30s",
            "failed: sealed",
            "failed: down always",
            "recovered: after 3 rounds that failed",
            "in line: everything is as the file says",
            "ended: told to end");
    assertThat(metrics.text()).contains("k8s_auth_setup_failures_total 3.0");
  }

  @Test
  void waitsLongerAfterEachFailureButNotLongerThanOtherwise() {
    watch(rounds.fails("a").fails("a").fails("a").fails("a").finds().fails("a"));

    assertThat(pauses.stream().map(Duration::toSeconds))
        .containsExactly(5L, 10L, 20L, 30L, 30L, 5L);
  }

  @Test
  void oneRoundThrowsWhatWentWrong() {
    assertThatThrownBy(() -> watch(OutputFormat.TEXT, rounds.fails("sealed")).once())
        .hasMessage("sealed");
  }

  @Test
  void logsJsonOnePerLine() {
    watch(OutputFormat.JSON, rounds.finds(ROLE)).every(PERIOD, this::pause);

    assertThat(log.toString().lines())
        .contains(
            "{\"time\":\"2026-11-26T08:00:00Z\",\"event\":\"drift\",\"kind\":\"role\",\"state\":\"changed\",\"object\":\"role web\"}");
  }

  private void watch(Rounds rounds) {
    watch(OutputFormat.TEXT, rounds).every(PERIOD, this::pause);
  }

  private Watch watch(OutputFormat format, Rounds rounds) {
    return new Watch(
        rounds,
        metrics,
        new WatchLog(new PrintWriter(log), format, CLOCK),
        failure -> String.valueOf(failure.getMessage()),
        CLOCK);
  }

  /** Ends it when there is nothing more to do. */
  private boolean pause(Duration time) {
    pauses.add(time);
    return rounds.next.isEmpty();
  }

  private List<String> lines() {
    return log.toString()
        .lines()
        .map(line -> line.replaceFirst("^2026-11-26T08:00:00Z ", ""))
        .toList();
  }
}
