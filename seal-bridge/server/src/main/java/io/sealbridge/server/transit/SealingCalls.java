package io.sealbridge.server.transit;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.SecretBytes;
import io.sealbridge.keyring.envelope.Ciphertext;
import io.sealbridge.keyring.service.Keyring;
import io.sealbridge.server.http.Answer;
import io.sealbridge.server.http.Api;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Sealing and opening. Safe for use by many threads. */
final class SealingCalls {

  private final Keyring keyring;

  SealingCalls(Keyring keyring) {
    this.keyring = keyring;
  }

  CompletionStage<Answer> encrypt(Api.Request request, KeyName key, Executor home) {
    Caller caller = request.caller();
    return BatchAnswers.answer(
        caller,
        CryptBody.read(request.body().lent()),
        BatchAnswers.Rule.STRICT,
        home,
        item ->
            keyring.encrypt(
                caller, key, item.requirePlaintext(), item.associatedData(), item.keyVersion()),
        SealingCalls::sealed);
  }

  CompletionStage<Answer> decrypt(Api.Request request, KeyName key, Executor home) {
    Caller caller = request.caller();
    return BatchAnswers.answer(
        caller,
        CryptBody.read(request.body().lent()),
        BatchAnswers.Rule.STRICT,
        home,
        item -> keyring.decrypt(caller, key, item.requireCiphertext(), item.associatedData()),
        SealingCalls::opened);
  }

  CompletionStage<Answer> rewrap(Api.Request request, KeyName key, Executor home) {
    Caller caller = request.caller();
    return BatchAnswers.answer(
        caller,
        CryptBody.read(request.body().lent()),
        BatchAnswers.Rule.LENIENT,
        home,
        item ->
            keyring
                .rewraps()
                .rewrap(
                    caller,
                    key,
                    item.requireCiphertext(),
                    item.associatedData(),
                    item.keyVersion()),
        SealingCalls::sealed);
  }

  private static ItemAnswer sealed(Ciphertext ciphertext) {
    return new ItemAnswer.Done(
        new AnswerText()
            .raw("\"ciphertext\":\"" + ciphertext + "\",\"key_version\":" + ciphertext.version()));
  }

  private static ItemAnswer opened(SecretBytes plaintext) {
    try (plaintext) {
      return new ItemAnswer.Done(
          plaintext.use(bytes -> new AnswerText().raw("\"plaintext\":").base64(bytes)));
    }
  }
}
