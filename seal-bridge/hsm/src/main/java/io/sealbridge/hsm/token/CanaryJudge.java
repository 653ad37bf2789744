package io.sealbridge.hsm.token;

import io.sealbridge.hsm.calls.Priority;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.TokenKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says whether blob or device is at fault when an unwrap failed. The key's canary is opened after
 * the failure, by one call for everybody who waits for it and with a pause between two, and nobody
 * holds a thread meanwhile: so bytes that a caller sends can neither start the recovery of a well
 * device nor use up its threads. Safe for use by many threads.
 */
final class CanaryJudge {
  private final TokenCalls calls;
  private final Canaries canaries;
  private final ScheduledExecutorService timer;
  private final long pause;
  private final Map<TokenKey, Round> rounds = new HashMap<>();

  /**
   * Asks nothing yet.
   *
   * @param pause between two canaries of one key; well below the call's timeout
   */
  CanaryJudge(TokenCalls calls, Canaries canaries, ScheduledExecutorService timer, Duration pause) {
    this.pause = pause.toNanos();
    this.calls = calls;
    this.canaries = canaries;
    this.timer = timer;
  }

  /** One key's canary: who waits for the next, and when the last was asked. */
  private static final class Round {
    private @Nullable CompletableFuture<Verdict> next;
    private long notBefore = System.nanoTime();
  }

  /** Of calls with {@code key}; a verdict that does not come by the call's deadline is unknown. */
  TokenCalls.Judge of(TokenKey key) {
    return failed -> {
      long left = Math.max(1, failed.deadline() - System.nanoTime());
      return verdict(key).copy().completeOnTimeout(Verdict.UNKNOWN, left, TimeUnit.NANOSECONDS);
    };
  }

  private synchronized CompletableFuture<Verdict> verdict(TokenKey key) {
    Round round = rounds.computeIfAbsent(key, _ -> new Round());
    CompletableFuture<Verdict> present = round.next;
    if (present != null) {
      return present;
    }
    CompletableFuture<Verdict> next = new CompletableFuture<>();
    round.next = next;
    long delay = Math.max(0, round.notBefore - System.nanoTime());
    var _ = timer.schedule(() -> ask(key, round), delay, TimeUnit.NANOSECONDS);
    return next;
  }

  /** From here on new failures wait for the next round: this one may be answered before them. */
  private void ask(TokenKey key, Round round) {
    CompletableFuture<Verdict> asked;
    synchronized (this) {
      asked = java.util.Objects.requireNonNull(round.next);
      round.next = null;
      round.notBefore = System.nanoTime() + pause;
    }
    var _ =
        calls
            .<Verdict>perform(
                new CallSettings("canary of " + key.label(), Priority.SEAL, Repeat.SAFE),
                (link, session) -> {
                  canaries.check(link, session, key);
                  return Verdict.WELL;
                })
            .exceptionally(CanaryJudge::ofFailure)
            .thenAccept(asked::complete);
  }

  private static Verdict ofFailure(Throwable failure) {
    return TokenCalls.unwrap(failure) instanceof HsmException e
            && e.fault() instanceof HsmFault.Gone
        ? Verdict.ILL
        : Verdict.UNKNOWN;
  }
}
