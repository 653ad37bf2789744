package io.sealbridge.keyring.fake;

import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for stages in tests, for ten seconds at most. */
public final class Done {
  private Done() {}

  public static <T> T value(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("the stage failed: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("the stage did not end within 10 s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** The error of a stage that must fail, and with nothing but a {@link KeyringException}. */
  public static KeyringError error(CompletionStage<?> stage) {
    try {
      Object value = stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
      throw new AssertionError("the stage succeeded with " + value);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KeyringException failure) {
        return failure.error();
      }
      throw new AssertionError("the stage failed otherwise: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("the stage did not end within 10 s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
