package io.sealbridge.hsm;

import static org.assertj.core.api.Assertions.fail;

import io.sealbridge.keyring.HsmException;
import io.sealbridge.keyring.HsmFault;
import io.sealbridge.keyring.HsmStatus;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what comes later, never longer than it must. */
public final class Answers {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Answers() {}

  public static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits for the end, good or bad. */
  public static void settled(CompletionStage<?> stage) {
    await("settled", () -> stage.toCompletableFuture().isDone());
  }

  /** The fault that {@code stage} fails with. */
  public static HsmFault fault(CompletionStage<?> stage) {
    try {
      return fail("expected a fault, got %s", get(stage));
    } catch (HsmException e) {
      return e.fault();
    }
  }

  public static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        fail("waited %s for: %s", PATIENCE, what);
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  public static void awaitReady(ConnectedToken token) {
    await("ready", () -> token.status() instanceof HsmStatus.Ready);
  }

  public static HsmStatus.Refused awaitRefused(ConnectedToken token) {
    try {
      await("refused", () -> token.status() instanceof HsmStatus.Refused);
    } catch (AssertionError e) {
      throw new AssertionError("status is " + token.status(), e);
    }
    return (HsmStatus.Refused) token.status();
  }
}
