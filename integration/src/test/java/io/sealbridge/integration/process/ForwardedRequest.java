package io.sealbridge.integration.process;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Collection;

/** What a proxy of the tests asks the server behind it. */
public final class ForwardedRequest {
  private ForwardedRequest() {}

  /** The request of {@code exchange} with the body read from it, for the server at {@code base}. */
  public static HttpRequest of(
      URI base, HttpExchange exchange, byte[] body, Collection<String> headers, Duration limit) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(exchange.getRequestURI().toString()))
            .timeout(limit)
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (String name : headers) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    return request.build();
  }
}
