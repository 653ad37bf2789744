package io.sealbridge.hsm.token;

import io.sealbridge.hsm.calls.CallPool;
import io.sealbridge.hsm.connection.Connection;
import io.sealbridge.hsm.connection.Link;
import io.sealbridge.hsm.cryptoki.CryptokiException;
import io.sealbridge.hsm.cryptoki.CryptokiSession;
import io.sealbridge.hsm.fault.FaultClass;
import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes calls on the connection as it stands, on the pool's threads, and reacts to their faults: a
 * stale one is healed and tried once more, a lost device reported to the connection. Every stage
 * fails with {@link HsmException} only, and by the deadline. Safe for use by many threads.
 */
final class TokenCalls {
  private static final Logger LOG = LoggerFactory.getLogger(TokenCalls.class);
  private static final Duration BUSY_RETRY = Duration.ofSeconds(1);

  /** Functions that change nothing: a call that failed in one of them has not begun. */
  private static final Set<String> BEFORE_ANY_CHANGE =
      Set.of("C_Initialize", "C_OpenSession", "C_GetSessionInfo");

  private final String name;
  private final Connection connection;
  private final CallPool<SessionSeat> pool;
  private final Duration timeout;
  private final FaultCounts counts;

  TokenCalls(
      String name,
      Connection connection,
      CallPool<SessionSeat> pool,
      Duration timeout,
      FaultCounts counts) {
    this.name = name;
    this.connection = connection;
    this.pool = pool;
    this.timeout = timeout;
    this.counts = counts;
  }

  /** Says whether the device is well, where a failed call points at it. */
  @FunctionalInterface
  interface Judge {
    CompletableFuture<Verdict> judge(FailedCall failed);
  }

  <T> CompletableFuture<T> perform(CallSettings settings, TokenWork<T> work) {
    return perform(settings, work, this::takeAtItsWord);
  }

  /** With a judge for whatever points at the device; stale and busy are dealt with here. */
  <T> CompletableFuture<T> perform(CallSettings settings, TokenWork<T> work, Judge judge) {
    long deadline = System.nanoTime() + settings.timeout(timeout).toNanos();
    CompletableFuture<T> answer = new Attempts<>(settings, work, judge, deadline).run(1);
    return answer.whenComplete((_, failure) -> count(failure));
  }

  private void count(Throwable failure) {
    if (failure != null && unwrap(failure) instanceof HsmException e) {
      counts.add(e.fault());
    }
  }

  private CompletableFuture<Verdict> takeAtItsWord(FailedCall failed) {
    connection.suspect(failed.link().generation(), new HsmFault.Gone(failed.seen()));
    return CompletableFuture.completedFuture(Verdict.ILL);
  }

  static Throwable unwrap(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** The attempts of one call, at most two. */
  private final class Attempts<T> {
    private final CallSettings settings;
    private final TokenWork<T> work;
    private final Judge judge;
    private final long deadline;
    private volatile boolean provenWell;

    Attempts(CallSettings settings, TokenWork<T> work, Judge judge, long deadline) {
      this.settings = settings;
      this.work = work;
      this.judge = judge;
      this.deadline = deadline;
    }

    CompletableFuture<T> run(int attempt) {
      return link().thenCompose(link -> runOn(link, attempt));
    }

    private CompletableFuture<Link> link() {
      CompletableFuture<Link> link = connection.link();
      if (link.isDone()) {
        return link;
      }
      long left = Math.max(1, deadline - System.nanoTime());
      return link.orTimeout(left, TimeUnit.NANOSECONDS)
          .exceptionallyCompose(
              failure ->
                  CompletableFuture.failedFuture(
                      unwrap(failure) instanceof TimeoutException
                          ? new HsmException(
                              new HsmFault.Gone("HSM " + name + " is still being connected"))
                          : unwrap(failure)));
    }

    private CompletableFuture<T> runOn(Link link, int attempt) {
      return pool.submit(
              settings.what(),
              settings.priority(),
              deadline,
              seat -> seat.use(link, session -> runIn(link, session)))
          .exceptionallyCompose(
              failure -> react(new FailedCall(link, unwrap(failure), deadline), attempt));
    }

    /** Before a change the session is asked first: a stale one shows while it can be repeated. */
    private T runIn(Link link, CryptokiSession session) {
      if (settings.repeat() == Repeat.NEVER) {
        session.info();
      }
      return work.run(link, session);
    }

    private CompletableFuture<T> react(FailedCall failed, int attempt) {
      return switch (failed.cause()) {
        case CryptokiException e -> reactTo(e, failed, attempt);
        case HsmException e when e.fault() instanceof HsmFault.Gone ->
            consult(failed, FaultClass.GONE, attempt);
        case HsmException e -> CompletableFuture.failedFuture(e);
        default -> nonsense(failed);
      };
    }

    private CompletableFuture<T> reactTo(CryptokiException e, FailedCall failed, int attempt) {
      String seen = failed.seen();
      FaultClass meaning = failed.link().faults().classifyDecrypt(e.returnValue());
      return switch (meaning) {
        case STALE -> heal(e, failed, attempt);
        case GONE -> consult(failed, meaning, attempt);
        case VAGUE -> provenWell ? blame(failed) : consult(failed, meaning, attempt);
        case BUSY -> fail(failed, new HsmFault.Busy(seen, BUSY_RETRY));
        case REFUSED -> fail(failed, new HsmFault.Refused(seen));
        case BAD_INPUT -> fail(failed, new HsmFault.BadInput(seen));
      };
    }

    private CompletableFuture<T> heal(CryptokiException e, FailedCall failed, int attempt) {
      HsmFault stale = new HsmFault.Stale(failed.seen());
      counts.add(stale);
      connection.suspect(failed.link().generation(), stale);
      boolean again = settings.repeat() == Repeat.SAFE || BEFORE_ANY_CHANGE.contains(e.function());
      return attempt == 1 && again
          ? run(2)
          : fail(failed, new HsmFault.Gone(failed.seen() + (again ? ", twice" : "")));
    }

    /** On a device that proves to be well the call is made once more before anything is blamed. */
    private CompletableFuture<T> consult(FailedCall failed, FaultClass meaning, int attempt) {
      return judge.judge(failed).thenCompose(verdict -> decide(verdict, failed, meaning, attempt));
    }

    private CompletableFuture<T> decide(
        Verdict verdict, FailedCall failed, FaultClass meaning, int attempt) {
      String seen = failed.seen();
      return switch (verdict) {
        case WELL -> {
          if (attempt == 1 && settings.repeat() == Repeat.SAFE) {
            provenWell = true;
            yield run(2);
          }
          yield meaning == FaultClass.VAGUE
              ? blame(failed)
              : fail(failed, new HsmFault.Gone(seen + "; yet the canary opens"));
        }
        case ILL -> fail(failed, new HsmFault.Gone(seen));
        case UNKNOWN -> fail(failed, new HsmFault.Gone(seen + "; the canary could not be asked"));
      };
    }

    private CompletableFuture<T> blame(FailedCall failed) {
      return fail(failed, new HsmFault.BadInput(failed.seen() + "; the canary opens"));
    }

    private CompletableFuture<T> fail(FailedCall failed, HsmFault fault) {
      return CompletableFuture.failedFuture(failed.as(fault));
    }

    /** Something no return code told: a library that breaks its contract, or a mistake of ours. */
    private CompletableFuture<T> nonsense(FailedCall failed) {
      String kind = failed.cause().getClass().getSimpleName();
      LOG.atError()
          .addKeyValue("hsm", name)
          .addKeyValue("call", settings.what())
          .setCause(failed.cause())
          .log("HSM call failed unexpectedly");
      return fail(failed, new HsmFault.Refused(settings.what() + ": unexpected " + kind));
    }
  }
}
