package io.sealbridge.server.transit;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.KeyringException;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.service.Keyring;
import io.sealbridge.server.http.Answer;
import io.sealbridge.server.http.Api;
import io.sealbridge.server.http.Route;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Transit API and the few endpoints around it, over a keyring. Safe for use by many threads.
 */
public final class TransitApi implements Api {

  private static final Logger LOG = LoggerFactory.getLogger(TransitApi.class);

  private final Keyring keyring;
  private final TokenAnswers tokens;
  private final LoginAnswers logins;
  private final SystemAnswers system;

  public TransitApi(
      Keyring keyring, TokenAnswers tokens, LoginAnswers logins, SystemAnswers system) {
    this.keyring = keyring;
    this.tokens = tokens;
    this.logins = logins;
    this.system = system;
  }

  @Override
  public Answer open(Route.Open route) {
    return switch (route) {
      case Route.Health(var query) -> system.health(query);
      case Route.SealStatus _ -> system.sealStatus();
      case Route.Leader _ -> system.leader();
    };
  }

  @Override
  public CompletionStage<Answer> login(Login login) {
    return logins.login(login);
  }

  @Override
  public CompletionStage<Answer> answer(Request request, Executor home) {
    try {
      return switch (request.route()) {
        case Route.Encrypt(KeyName key) -> encrypt(request, key, home);
        case Route.Decrypt(KeyName key) -> decrypt(request, key, home);
        case Route.ReadKey(KeyName key) -> read(request.caller(), key, home);
        case Route.ListKeys _ -> list(request.caller(), home);
        case Route.RotateKey(KeyName key) -> rotate(request.caller(), key, home);
        case Route.LookupSelf _ -> now(tokens.lookup(request));
        case Route.RenewSelf _ -> now(tokens.renew(request));
        case Route.RevokeSelf _ -> now(tokens.revoke(request));
        case Route.Mounts _ -> now(system.mounts(request.caller().requestId()));
      };
    } catch (BadBodyException e) {
      return now(Answer.error(400, e.text()));
    }
  }

  private CompletionStage<Answer> encrypt(Request request, KeyName key, Executor home) {
    TransitBody body = TransitBodyReader.read(request.body().lent());
    SecretBytes plaintext = body.requirePlaintext();
    Caller caller = request.caller();
    return keyring
        .encrypt(caller, key, plaintext, body.associatedData(), body.keyVersion())
        .handleAsync(
            (ciphertext, failure) -> {
              body.close();
              return failure != null
                  ? refused(caller, failure)
                  : Answer.ok(
                      VaultJson.encrypted(
                          caller.requestId(),
                          ciphertext.toString(),
                          ciphertext.version(),
                          body.ignoredFields()));
            },
            home);
  }

  private CompletionStage<Answer> decrypt(Request request, KeyName key, Executor home) {
    TransitBody body = TransitBodyReader.read(request.body().lent());
    // A plaintext beside the ciphertext is of no use here.
    body.close();
    Caller caller = request.caller();
    return keyring
        .decrypt(caller, key, body.requireCiphertext(), body.associatedData())
        .handleAsync(
            (plaintext, failure) ->
                failure != null
                    ? refused(caller, failure)
                    : decrypted(caller, plaintext, body.ignoredFields()),
            home);
  }

  private static Answer decrypted(Caller caller, SecretBytes plaintext, int ignoredFields) {
    try (plaintext) {
      return Answer.okSecret(
          plaintext.use(bytes -> VaultJson.decrypted(caller.requestId(), bytes, ignoredFields)));
    }
  }

  private CompletionStage<Answer> read(Caller caller, KeyName key, Executor home) {
    return keyring
        .describe(caller, key)
        .handleAsync(
            (description, failure) -> {
              if (failure == null) {
                return Answer.ok(KeyAnswers.description(caller.requestId(), description));
              }
              // Vault says a missing key by 404 without text when it is read.
              return error(failure) instanceof KeyringError.UnknownKey
                  ? Answer.error(404, "")
                  : refused(caller, failure);
            },
            home);
  }

  private CompletionStage<Answer> list(Caller caller, Executor home) {
    return answered(
        keyring.list(caller),
        caller,
        (List<KeyName> names) ->
            names.isEmpty()
                ? Answer.error(404, "")
                : Answer.ok(KeyAnswers.names(caller.requestId(), names)),
        home);
  }

  private CompletionStage<Answer> rotate(Caller caller, KeyName key, Executor home) {
    return answered(
        keyring.rotate(caller, key),
        caller,
        description -> Answer.ok(KeyAnswers.description(caller.requestId(), description)),
        home);
  }

  private static <T> CompletionStage<Answer> answered(
      CompletionStage<T> stage, Caller caller, Function<T, Answer> answer, Executor home) {
    return stage.handleAsync(
        (value, failure) -> failure == null ? answer.apply(value) : refused(caller, failure), home);
  }

  private static CompletionStage<Answer> now(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private static Answer refused(Caller caller, Throwable failure) {
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

  private static KeyringError error(@Nullable Throwable failure) {
    return switch (failure) {
      case KeyringException keyring -> keyring.error();
      case CompletionException wrapped when wrapped.getCause() instanceof KeyringException cause ->
          cause.error();
      case null, default -> new KeyringError.Internal(String.valueOf(failure));
    };
  }
}
