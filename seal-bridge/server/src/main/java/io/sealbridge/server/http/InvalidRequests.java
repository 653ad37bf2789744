package io.sealbridge.server.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Answers what is no HTTP request, or has a longer line or larger headers than allowed. */
final class InvalidRequests {

  private InvalidRequests() {}

  static void answer(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    Answer answer =
        switch (cause) {
          case TooLongHttpLineException _ -> Answer.error(414, "the request line is too long");
          case TooLongHttpHeaderException _ ->
              Answer.error(431, "the request headers are too large");
          case null, default -> Answer.error(400, "the request is not well-formed HTTP");
        };
    request
        .response()
        .setStatusCode(answer.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .end(Buffer.buffer(answer.bodyToSend()));
  }
}
