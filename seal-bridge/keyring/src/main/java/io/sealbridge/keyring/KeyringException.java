package io.sealbridge.keyring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which stages of the keyring and of the administration fail. The message is for
 * operators; what a caller may read is {@link KeyringError#text()}.
 */
public final class KeyringException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient KeyringError error;

  public KeyringException(KeyringError error) {
    this(error, null);
  }

  public KeyringException(KeyringError error, @Nullable Throwable cause) {
    super(
        error.code() + ": " + error.text() + error.seen().map(s -> " [" + s + "]").orElse(""),
        cause);
    this.error = error;
  }

  /** What {@code failure} of a stage means for the keyring's callers. */
  public static KeyringException of(Throwable failure) {
    return switch (failure) {
      case KeyringException known -> known;
      case CompletionException wrapper when wrapper.getCause() != null -> of(wrapper.getCause());
      case HsmException hsm ->
          new KeyringException(
              new KeyringError.HsmUnavailable(hsm.fault(), hsm.fault().seen()), hsm);
      case KeyUseLogException log ->
          new KeyringException(
              new KeyringError.LogUnavailable(String.valueOf(log.getMessage())), log);
      default -> new KeyringException(new KeyringError.Internal(failure.toString()), failure);
    };
  }

  /** {@code stage} with every failure turned into a {@link KeyringException}, never wrapped. */
  public static <T> CompletionStage<T> onlyFailureOf(CompletionStage<T> stage) {
    CompletableFuture<T> promise = new CompletableFuture<>();
    stage.whenComplete(
        (value, failure) -> {
          if (failure == null) {
            promise.complete(value);
          } else {
            promise.completeExceptionally(of(failure));
          }
        });
    return promise;
  }

  public static <T> CompletableFuture<T> failed(KeyringError error) {
    return CompletableFuture.failedFuture(new KeyringException(error));
  }

  public KeyringError error() {
    return error;
  }
}
