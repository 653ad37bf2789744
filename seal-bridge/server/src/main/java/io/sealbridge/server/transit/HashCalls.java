package io.sealbridge.server.transit;

import io.sealbridge.keyring.HashFunction;
import io.sealbridge.server.http.Answer;
import io.sealbridge.server.http.Api;

/** Sums of what a client sends; made here, because nothing about them is secret or needs a key. */
final class HashCalls {

  private HashCalls() {}

  /** {@code hash} is the one of the path, or empty. */
  static Answer hash(Api.Request request, String hash) {
    SignBody body = SignBody.read(request.body().lent());
    SignItem item = body.batch().items().getFirst();
    HashFunction function = body.options(hash).requireHash();
    if (function == HashFunction.SHA1) {
      throw new BadBodyException("unsupported algorithm sha1");
    }
    byte[] sum = function.digest(item.requireInput("input missing").lend());
    AnswerText text = VaultJson.open(request.caller().requestId()).raw("\"sum\":");
    switch (body.format()) {
      case "", "hex" -> text.hex(sum);
      case "base64" -> text.base64(sum);
      default ->
          throw new BadBodyException("unsupported encoding format; must be \"hex\" or \"base64\"");
    }
    return Answer.okSecret(VaultJson.close(text, body.batch().ignoredFields()));
  }
}
