package io.sealbridge.server.transit;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.server.http.Answer;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what the keyring's stages fail with into answers, and tells the log what lies behind. */
final class KeyringFailures {

  private static final Logger LOG = LoggerFactory.getLogger(KeyringFailures.class);

  private KeyringFailures() {}

  /** The answer made of what {@code stage} gives, or of why it failed; made on {@code home}. */
  static <T> CompletionStage<Answer> answered(
      CompletionStage<T> stage, Caller caller, Executor home, Function<T, Answer> answer) {
    return stage.handleAsync(
        (value, failure) -> failure == null ? answer.apply(value) : answer(caller, failure), home);
  }

  static Answer answer(Caller caller, Throwable failure) {
    KeyringError error = error(failure);
    Answer answer = KeyringAnswers.of(error);
    if (answer.status() >= 500) {
      LOG.atWarn()
          .addKeyValue("requestId", caller.requestId())
          .addKeyValue("identity", caller.identity())
          .addKeyValue("code", error.code())
          .addKeyValue("seen", error.seen().orElse(""))
          .log("request failed");
    }
    if (error instanceof KeyringError.Internal) {
      LOG.atError()
          .addKeyValue("requestId", caller.requestId())
          .setCause(failure)
          .log("defect of the bridge");
    }
    return answer;
  }

  static KeyringError error(@Nullable Throwable failure) {
    return switch (failure) {
      case KeyringException keyring -> keyring.error();
      case CompletionException wrapped when wrapped.getCause() instanceof KeyringException cause ->
          cause.error();
      case null, default -> new KeyringError.Internal(String.valueOf(failure));
    };
  }
}
