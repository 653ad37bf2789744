package io.sealbridge.server.anchor;

import io.sealbridge.audit.anchor.Anchor;
import io.sealbridge.audit.anchor.AnchorAnswer;
import io.sealbridge.audit.anchor.AnchorException;
import io.sealbridge.audit.anchor.CheckpointSource;
import io.sealbridge.keyring.KeyUseLog;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All anchors of the log, each on a thread of its own, so that one that hangs holds up no other.
 * Nothing here holds up a use of a key.
 */
public final class Anchors implements AutoCloseable {

  /** What it means that an anchor knows another log of our name. */
  public static final String MEANING =
      "the log was put back to an older copy, its folder was copied, or another process writes a log"
          + " of this name";

  private static final Logger LOG = LoggerFactory.getLogger(Anchors.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LONGEST_QUESTION = Duration.ofSeconds(15);
  private static final Duration LONGEST_END = Duration.ofSeconds(3);

  private record Kept(AnchorKeeper keeper, ScheduledExecutorService thread) {}

  private final List<Kept> anchors;
  private final AnchorAlarms alarms;

  private Anchors(List<Kept> anchors, AnchorAlarms alarms) {
    this.anchors = List.copyOf(anchors);
    this.alarms = alarms;
  }

  /**
   * Begins nothing yet.
   *
   * @param log gets an entry for each checkpoint that was taken
   */
  public static Anchors of(
      List<Anchor> anchors,
      CheckpointSource own,
      KeyUseLog log,
      AnchorAlarms alarms,
      Clock clock,
      Duration interval) {
    AnchorKeeper.Parts parts =
        new AnchorKeeper.Parts(own, log, alarms, clock, interval, new AtomicLong());
    return new Anchors(
        anchors.stream()
            .map(anchor -> new Kept(new AnchorKeeper(anchor, parts), thread(anchor)))
            .toList(),
        alarms);
  }

  private static ScheduledExecutorService thread(Anchor anchor) {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().name("anchor-" + anchor.name()).daemon(true).factory());
  }

  /** How each anchor stands. */
  public List<AnchorStanding> standings() {
    return anchors.stream().<AnchorStanding>map(Kept::keeper).toList();
  }

  /**
   * Asks every anchor whether the log was rolled back; blocks for a bounded time. What cannot be
   * asked raises an alarm.
   *
   * @return what speaks against going on with this log, a sentence each
   */
  public List<String> conflicts() {
    List<Future<Optional<AnchorAnswer.Conflict>>> asked =
        anchors.stream().map(kept -> kept.thread().submit(() -> kept.keeper().conflict())).toList();
    List<String> conflicts = new ArrayList<>();
    for (int i = 0; i < anchors.size(); i++) {
      String name = anchors.get(i).keeper().name();
      answer(name, asked.get(i))
          .ifPresent(conflict -> conflicts.add("anchor " + name + ": " + conflict.text()));
    }
    return conflicts;
  }

  private Optional<AnchorAnswer.Conflict> answer(
      String name, Future<Optional<AnchorAnswer.Conflict>> asked) {
    try {
      return asked.get(LONGEST_QUESTION.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof AnchorException)) {
        LOG.atError().addKeyValue("anchor", name).setCause(e).log("an anchor cannot be asked");
      }
      unasked(name, String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
    } catch (TimeoutException _) {
      asked.cancel(true);
      unasked(name, "no answer within " + LONGEST_QUESTION.toSeconds() + " s");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      unasked(name, "interrupted");
    }
    return Optional.empty();
  }

  private void unasked(String name, String reason) {
    alarms.raise(
        AnchorAlarms.UNREACHABLE,
        "anchor %s could not be asked whether the log was rolled back: %s".formatted(name, reason));
  }

  /** Sends from now on. */
  public void begin() {
    for (Kept kept : anchors) {
      var _ =
          kept.thread()
              .scheduleWithFixedDelay(
                  () -> look(kept.keeper()), 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static void look(AnchorKeeper keeper) {
    try {
      keeper.look();
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("anchor", keeper.name()).setCause(e).log("anchoring failed");
    }
  }

  /** Sends what is new once more, as far as that takes no more than a moment. */
  @Override
  public void close() {
    for (Kept kept : anchors) {
      kept.thread().execute(kept.keeper()::sendLast);
      kept.thread().shutdown();
    }
    long end = System.nanoTime() + LONGEST_END.toNanos();
    for (Kept kept : anchors) {
      try {
        boolean ended =
            kept.thread().awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (!ended) {
          kept.thread().shutdownNow();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        kept.thread().shutdownNow();
      }
    }
  }
}
