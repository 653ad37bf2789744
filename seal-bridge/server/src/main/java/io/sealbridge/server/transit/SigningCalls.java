package io.sealbridge.server.transit;

import io.sealbridge.keyring.Caller;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.KeyState;
import io.sealbridge.keyring.KeyType;
import io.sealbridge.keyring.Octets;
import io.sealbridge.keyring.service.Coded;
import io.sealbridge.keyring.service.Signatures;
import io.sealbridge.keyring.service.Signed;
import io.sealbridge.server.http.Answer;
import io.sealbridge.server.http.Api;
import io.sealbridge.server.http.UseRoute;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Signatures and message authentication codes. Safe for use by many threads. */
final class SigningCalls {

  private final Signatures signatures;
  private final Function<KeyName, Optional<KeyState>> states;

  /** {@code states}: what is known of a key without asking an HSM. */
  SigningCalls(Signatures signatures, Function<KeyName, Optional<KeyState>> states) {
    this.signatures = signatures;
    this.states = states;
  }

  CompletionStage<Answer> sign(Api.Request request, UseRoute.Sign route, Executor home) {
    SignBody body = SignBody.read(request.body().lent());
    SignOptions options = body.options(route.hash());
    Caller caller = request.caller();
    return answer(
        caller,
        body,
        home,
        item ->
            signatures.sign(
                caller,
                route.key(),
                options.input(item.inputOrEmpty(body.batch().isBatch())),
                body.keyVersion()),
        signed -> signed(signed, options.jws()));
  }

  CompletionStage<Answer> hmac(Api.Request request, UseRoute.Hmac route, Executor home) {
    SignBody body = SignBody.read(request.body().lent());
    SignOptions options = body.options(route.hash());
    Caller caller = request.caller();
    return answer(
        caller,
        body,
        home,
        item ->
            signatures.mac(
                caller,
                route.key(),
                options.requireHash(),
                item.requireInput("missing input for HMAC"),
                body.keyVersion()),
        SigningCalls::coded);
  }

  CompletionStage<Answer> verify(Api.Request request, UseRoute.Verify route, Executor home) {
    SignBody body = SignBody.read(request.body().lent());
    SignOptions options = body.options(route.hash());
    Caller caller = request.caller();
    boolean codes = areCodes(body.batch());
    return answer(
        caller,
        body,
        home,
        item ->
            (codes
                ? verifyCode(caller, route.key(), options, body, item)
                : verifySignature(caller, route.key(), options, body, item)),
        SigningCalls::verified);
  }

  /** Whether the items bring codes and not signatures; it must be one for all of them. */
  private static boolean areCodes(Batch<SignItem> batch) {
    List<SignItem> items = batch.items();
    long signed = items.stream().filter(item -> item.signature() != null).count();
    long coded = items.stream().filter(item -> item.hmac() != null).count();
    if (signed > 0 && coded > 0) {
      throw new BadBodyException(
          batch.isBatch()
              ? "elements of batch_input must all provide 'signature' or all provide 'hmac'"
              : "provide one of 'signature' or 'hmac'");
    }
    if (signed + coded < items.size()) {
      throw new BadBodyException(
          batch.isBatch()
              ? "some elements of batch_input are missing 'signature' or 'hmac'"
              : "neither a 'signature' nor an 'hmac' were given to verify");
    }
    return coded > 0;
  }

  private CompletionStage<Boolean> verifySignature(
      Caller caller, KeyName key, SignOptions options, SignBody body, SignItem item) {
    SignatureText text = SignatureText.parse("signature", String.valueOf(item.signature()));
    Octets signature = text.decode(options.jws());
    Optional<KeyType> curve =
        states
            .apply(key)
            .map(state -> state.latest().recipients().getFirst().type())
            .filter(SigningCalls::isEcdsa);
    Octets der =
        options.jws() && curve.isPresent()
            ? EcdsaNumbers.toDer(signature, curve.get().bits())
            : signature;
    return signatures.verify(
        caller, key, options.input(item.inputOrEmpty(body.batch().isBatch())), der, text.version());
  }

  private CompletionStage<Boolean> verifyCode(
      Caller caller, KeyName key, SignOptions options, SignBody body, SignItem item) {
    SignatureText text = SignatureText.parse("HMAC", String.valueOf(item.hmac()));
    return signatures.verifyMac(
        caller,
        key,
        options.requireHash(),
        item.inputOrEmpty(body.batch().isBatch()),
        text.decode(false),
        text.version());
  }

  private static <R> CompletionStage<Answer> answer(
      Caller caller,
      SignBody body,
      Executor home,
      Function<SignItem, CompletionStage<R>> work,
      Function<R, ItemAnswer> done) {
    return BatchAnswers.answer(caller, body.batch(), BatchAnswers.Rule.LENIENT, home, work, done);
  }

  private static ItemAnswer signed(Signed signed, boolean jws) {
    Octets bytes =
        jws && isEcdsa(signed.type())
            ? EcdsaNumbers.toJws(signed.signature(), signed.type().bits())
            : signed.signature();
    return new ItemAnswer.Done(
        new AnswerText()
            .raw("\"signature\":\"" + SignatureText.of(signed.version(), bytes, jws))
            .raw("\",\"key_version\":" + signed.version()));
  }

  private static ItemAnswer coded(Coded coded) {
    return new ItemAnswer.Done(
        new AnswerText()
            .raw("\"hmac\":\"" + SignatureText.of(coded.version(), coded.code(), false) + "\""));
  }

  private static ItemAnswer verified(boolean valid) {
    return new ItemAnswer.Done(new AnswerText().raw("\"valid\":" + valid));
  }

  private static boolean isEcdsa(KeyType type) {
    return switch (type) {
      case ECDSA_P256, ECDSA_P384, ECDSA_P521 -> true;
      case AES_256, RSA_2048, RSA_3072, RSA_4096, ED25519, HMAC -> false;
    };
  }
}
