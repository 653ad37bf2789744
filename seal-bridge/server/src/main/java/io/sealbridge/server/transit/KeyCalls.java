package io.sealbridge.server.transit;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyringError;
import io.sealbridge.keyring.service.ApplicationKeys;
import io.sealbridge.keyring.service.KeyDescription;
import io.sealbridge.keyring.service.Keyring;
import io.sealbridge.server.http.Answer;
import io.sealbridge.server.http.Api;
import io.sealbridge.server.http.PlainRoute;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Making, showing and changing keys. Changes answer with the key as it is then, as current Vaults
 * do. Safe for use by many threads.
 */
final class KeyCalls {

  private final Keyring keyring;
  private final ApplicationKeys keys;

  KeyCalls(Keyring keyring, ApplicationKeys keys) {
    this.keyring = keyring;
    this.keys = keys;
  }

  CompletionStage<Answer> create(Api.Request request, KeyName key, Executor home) {
    KeyBody body = KeyBody.read(request.body().lent());
    Caller caller = request.caller();
    return described(
        keys.create(caller, key, body.type(), body.syncable()), caller, body.ignoredFields(), home);
  }

  CompletionStage<Answer> configure(Api.Request request, KeyName key, Executor home) {
    KeyBody body = KeyBody.read(request.body().lent());
    Caller caller = request.caller();
    ApplicationKeys.Settings settings =
        new ApplicationKeys.Settings(
            body.minDecryptionVersion(), body.minEncryptionVersion(), body.deletionAllowed());
    return described(keys.configure(caller, key, settings), caller, body.ignoredFields(), home);
  }

  CompletionStage<Answer> trim(Api.Request request, KeyName key, Executor home) {
    KeyBody body = KeyBody.read(request.body().lent());
    Caller caller = request.caller();
    return described(
        keys.trim(caller, key, body.requireMinAvailableVersion()),
        caller,
        body.ignoredFields(),
        home);
  }

  CompletionStage<Answer> rotate(Api.Request request, KeyName key, Executor home) {
    int ignored = BodyReader.read(request.body().lent(), (name, value) -> false);
    Caller caller = request.caller();
    return described(keyring.rotate(caller, key), caller, ignored, home);
  }

  CompletionStage<Answer> delete(Caller caller, KeyName key, Executor home) {
    return KeyringFailures.answered(
        keys.delete(caller, key), caller, home, nothing -> Answer.noContent());
  }

  CompletionStage<Answer> read(Caller caller, KeyName key, Executor home) {
    return keyring
        .describe(caller, key)
        .handleAsync(
            (description, failure) -> {
              if (failure == null) {
                return Answer.ok(KeyAnswers.description(caller.requestId(), description, 0));
              }
              return missing(caller, failure);
            },
            home);
  }

  /** Vault says a missing key by 404 without text when it is read. */
  static Answer missing(Caller caller, Throwable failure) {
    return KeyringFailures.error(failure) instanceof KeyringError.UnknownKey
        ? Answer.error(404, "")
        : KeyringFailures.answer(caller, failure);
  }

  CompletionStage<Answer> list(Caller caller, PlainRoute.ListKeys route, Executor home) {
    return KeyringFailures.answered(
        keyring.list(caller),
        caller,
        home,
        all -> {
          List<KeyName> names =
              all.stream()
                  .filter(name -> name.value().compareTo(route.after()) > 0)
                  .limit(route.limit() == 0 ? Long.MAX_VALUE : route.limit())
                  .toList();
          return names.isEmpty()
              ? Answer.error(404, "")
              : Answer.ok(KeyAnswers.names(caller.requestId(), names));
        });
  }

  static CompletionStage<Answer> described(
      CompletionStage<KeyDescription> stage, Caller caller, int ignoredFields, Executor home) {
    return KeyringFailures.answered(
        stage,
        caller,
        home,
        description ->
            Answer.ok(KeyAnswers.description(caller.requestId(), description, ignoredFields)));
  }
}
