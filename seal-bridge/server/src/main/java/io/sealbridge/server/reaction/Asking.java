package io.sealbridge.server.reaction;

import io.sealbridge.configuration.Durations;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Asks replicas, each on a thread of its own, again and again until they act as wanted or the time
 * is over.
 *
 * @param deployment that they must be of
 * @param patience for all of it
 * @param progress is told of each replica that acknowledges, from any thread
 */
public record Asking(String deployment, Duration patience, Consumer<Answer> progress) {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration SHORTEST_CALL = Duration.ofMillis(500);
  private static final Duration LONGEST_CALL = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofSeconds(2);

  /**
   * Asks them all; the answers come in the order of {@code replicas}. Returns soon after the time
   * is over, whatever they do.
   */
  public List<Answer> ask(List<Replica> replicas, Wanted wanted) {
    Round round = new Round(wanted, System.nanoTime(), new ConcurrentHashMap<>());
    ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory());
    try {
      List<Future<Answer>> answers =
          replicas.stream().map(one -> threads.submit(() -> round.ask(one))).toList();
      return IntStream.range(0, replicas.size())
          .mapToObj(i -> round.await(replicas.get(i), answers.get(i)))
          .toList();
    } finally {
      threads.shutdownNow();
    }
  }

  private final class Round {
    private final Wanted wanted;
    private final long began;
    private final ConcurrentHashMap<String, Replica> nodes;

    Round(Wanted wanted, long began, ConcurrentHashMap<String, Replica> nodes) {
      this.wanted = wanted;
      this.began = began;
      this.nodes = nodes;
    }

    Answer ask(Replica replica) throws InterruptedException {
      while (true) {
        Answer answer = new Answer(replica, lacking(replica), elapsed());
        if (answer.isAcknowledged()) {
          progress.accept(answer);
        }
        if (answer.isAcknowledged() || left().compareTo(PAUSE) <= 0) {
          return answer;
        }
        Thread.sleep(PAUSE);
      }
    }

    private String lacking(Replica replica) {
      Duration call = call();
      try {
        ReplicaState state = ReplicaQuestion.ask(replica, call);
        return stranger(replica, state).or(() -> wanted.lacking(state)).orElse("");
      } catch (SocketTimeoutException _) {
        return "no answer within " + Durations.text(Duration.ofMillis(call.toMillis()));
      } catch (IOException e) {
        return "no answer: " + e.getMessage();
      }
    }

    /** Never so short that a replica that is well could not answer. */
    private Duration call() {
      Duration left = left();
      if (left.compareTo(SHORTEST_CALL) < 0) {
        return SHORTEST_CALL;
      }
      return left.compareTo(LONGEST_CALL) < 0 ? left : LONGEST_CALL;
    }

    /** A load balancer that answers for two would otherwise prove one replica twice. */
    private Optional<String> stranger(Replica replica, ReplicaState state) {
      if (!state.deployment().equals(deployment)) {
        return Optional.of("a replica of deployment \"%s\" answers".formatted(state.deployment()));
      }
      if (replica.node().isPresent() && !replica.node().get().equals(state.node())) {
        return Optional.of("node \"%s\" answers there".formatted(state.node()));
      }
      Replica first = nodes.putIfAbsent(state.node(), replica);
      return first == null || first.equals(replica)
          ? Optional.empty()
          : Optional.of(
              "node \"%s\" answers, as at %s; give each replica's own address"
                  .formatted(state.node(), first.management()));
    }

    Answer await(Replica replica, Future<Answer> answer) {
      try {
        return answer.get(left().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        return new Answer(replica, "no whole answer in time", elapsed());
      } catch (ExecutionException e) {
        return new Answer(replica, "it could not be asked: " + e.getCause(), elapsed());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return new Answer(replica, "asking was interrupted", elapsed());
      }
    }

    private Duration elapsed() {
      return Duration.ofNanos(System.nanoTime() - began);
    }

    private Duration left() {
      Duration left = patience.minus(elapsed());
      return left.isNegative() ? Duration.ofMillis(1) : left;
    }
  }
}
