package io.sealbridge.server.transit;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.service.DataKeys;
import io.sealbridge.server.http.Answer;
import io.sealbridge.server.http.Api;
import io.sealbridge.server.http.UseRoute;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What comes out of the HSM's random generator. Safe for use by many threads. */
final class RandomCalls {

  private final DataKeys dataKeys;

  RandomCalls(DataKeys dataKeys) {
    this.dataKeys = dataKeys;
  }

  CompletionStage<Answer> dataKey(Api.Request request, UseRoute.DataKey route, Executor home) {
    RandomBody body = RandomBody.ofDataKey(request.body().lent());
    Caller caller = request.caller();
    return KeyringFailures.answered(
        dataKeys.make(
            caller,
            route.key(),
            body.bits(),
            body.associatedData(),
            body.keyVersion(),
            route.shown()),
        caller,
        home,
        made -> dataKey(caller, made, body.ignoredFields()));
  }

  private static Answer dataKey(Caller caller, DataKeys.DataKey made, int ignored) {
    AnswerText text =
        VaultJson.open(caller.requestId())
            .raw("\"ciphertext\":\"" + made.ciphertext() + "\"")
            .raw(",\"key_version\":" + made.ciphertext().version());
    made.plaintext()
        .ifPresent(
            secret -> {
              try (secret) {
                secret.use(bytes -> text.raw(",\"plaintext\":").base64(bytes));
              }
            });
    return Answer.okSecret(VaultJson.close(text, ignored));
  }

  /** {@code inPath}: how many bytes, as the path says; 0 if it does not. */
  CompletionStage<Answer> random(Api.Request request, int inPath, Executor home) {
    RandomBody body = RandomBody.ofRandom(request.body().lent());
    Caller caller = request.caller();
    return KeyringFailures.answered(
        dataKeys.random(caller, inPath == 0 ? body.bytes() : inPath),
        caller,
        home,
        secret -> random(caller, secret, body));
  }

  private static Answer random(Caller caller, SecretBytes secret, RandomBody body) {
    try (secret) {
      AnswerText text = VaultJson.open(caller.requestId()).raw("\"random_bytes\":");
      AnswerText full = secret.use(bytes -> body.isHex() ? text.hex(bytes) : text.base64(bytes));
      return Answer.okSecret(VaultJson.close(full, body.ignoredFields()));
    }
  }
}
