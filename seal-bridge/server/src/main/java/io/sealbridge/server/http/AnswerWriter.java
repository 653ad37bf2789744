package io.sealbridge.server.http;

import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.buffer.BufferInternal;

/** Puts an answer on the wire and wipes it when it is there. */
final class AnswerWriter {

  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  private AnswerWriter() {}

  /** {@code closes} tells an HTTP/1.1 client that the connection ends with this answer. */
  static void write(HttpServerRequest request, Answer answer, boolean closes) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      answer.wipe();
      return;
    }
    boolean head = HttpMethod.HEAD.equals(request.method());
    response.setStatusCode(answer.status());
    MultiMap headers = response.headers();
    headers.set(HttpHeaders.CONTENT_TYPE, JSON);
    headers.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
    if (answer.retryAfterSeconds() > 0) {
      headers.set(HttpHeaders.RETRY_AFTER, Integer.toString(answer.retryAfterSeconds()));
    }
    if (closes && request.version() != HttpVersion.HTTP_2) {
      headers.set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    if (head) {
      headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.length()));
    }
    Future<Void> written = head ? response.end() : response.end(buffer(answer));
    written.onComplete(_ -> answer.wipe());
  }

  /** Around the array itself, so that wiping the answer wipes what was sent. */
  private static Buffer buffer(Answer answer) {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(answer.bodyToSend()));
  }
}
