package io.sealbridge.server.http;

import io.sealbridge.keyring.Caller;
import io.sealbridge.server.config.ByteSize;
import io.sealbridge.server.identity.Identification;
import io.sealbridge.server.identity.Identity;
import io.sealbridge.server.token.TokenDirectory;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request from its headers to its answer, on one event loop: path, identity, limits, body, API,
 * answer. A body is read only for somebody who was recognised.
 */
final class Exchange {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private static final CharSequence WRAP_TTL = HttpHeaders.createOptimized("X-Vault-Wrap-TTL");
  private static final int LARGE = 128 * 1024;
  private static final int CLIENT_GONE = 499;
  private static final int DISCARDED_SILENTLY = 64 * 1024;
  private static final ByteSize LOGIN_BODY = ByteSize.parse("64KiB");

  private final HttpServerRequest request;
  private final ClientConnection client;
  private final ListenerLoop loop;
  private final ListenerParts parts;
  private final long started;
  private ByteSize largestBody;
  private BodyCollector body;
  private Runnable leave = () -> {};
  private String operation = "none";
  private boolean receiving;
  private boolean working;
  private boolean answered;

  Exchange(HttpServerRequest request, ClientConnection client, ListenerLoop loop, long now) {
    this.request = request;
    this.client = client;
    this.loop = loop;
    this.parts = loop.parts();
    this.started = now;
    this.largestBody = parts.limits().body();
    this.body = new BodyCollector(largestBody.intBytes(), parts.admission());
  }

  void begin() {
    client.begin();
    // A client that goes away is no news; what it started ends by itself.
    request.exceptionHandler(_ -> abandoned());
    request.response().exceptionHandler(_ -> {});
    switch (parts.routes().parse(request.method().name(), request.uri())) {
      case Routing.Refused(int status, String text) -> send(Answer.error(status, text));
      case Routing.Found(Route.Open route) -> {
        operation = route.operation();
        send(parts.api().open(route));
      }
      case Routing.Found(Route.Authenticated route) -> {
        operation = route.operation();
        authenticate(route);
      }
      case Routing.Found(Route.Login route) -> {
        operation = route.operation();
        logIn(route);
      }
    }
  }

  /** Nobody is known yet, so the body is small and the places are not those of requests. */
  private void logIn(Route.Login route) {
    if (isWrapped()) {
      return;
    }
    if (!parts.logins().enter(client.peer())) {
      parts.refusals().count(Identification.Reason.LOGIN_LIMIT, client.peer());
      send(Answer.error(429, Identification.Reason.LOGIN_LIMIT.text(), 1));
      return;
    }
    leave = () -> parts.logins().leave(client.peer());
    largestBody = LOGIN_BODY;
    body = new BodyCollector(largestBody.intBytes(), parts.admission());
    receive(() -> callLogin(route));
  }

  private void callLogin(Route.Login route) {
    working = true;
    String requestId = loop.requestIds().next();
    Api.Login login = new Api.Login(route.mount(), requestId, client.peer(), body.body());
    answer(requestId, login.body(), () -> parts.api().login(login));
  }

  private boolean isWrapped() {
    if (request.headers().contains(WRAP_TTL)) {
      send(Answer.error(400, "response wrapping is not supported by this server"));
      return true;
    }
    return false;
  }

  private void authenticate(Route.Authenticated route) {
    MultiMap headers = request.headers();
    String token;
    try {
      token = TokenHeader.read(headers);
    } catch (TokenHeader.SeveralTokensException _) {
      refuse(Identification.Reason.TWO_TOKENS);
      return;
    }
    switch (parts.authenticator().identify(client.credential(), token)) {
      case Identification.Unknown(Identification.Reason reason) ->
          refuseAfterALook(route, token, reason);
      case Identification.Known(Identity identity) -> admit(route, identity, token);
    }
  }

  /** A token may have been made since the folder was read: it is read anew before it is refused. */
  private void refuseAfterALook(
      Route.Authenticated route, String token, Identification.Reason reason) {
    boolean mayBeNew =
        reason == Identification.Reason.TOKEN_UNKNOWN && TokenDirectory.mayHold(token);
    Optional<CompletionStage<Void>> look = mayBeNew ? parts.looks().ask() : Optional.empty();
    if (look.isEmpty()) {
      refuse(reason);
      return;
    }
    request.pause();
    look.get().whenCompleteAsync((_, _) -> identifyAgain(route, token), loop.executor());
  }

  private void identifyAgain(Route.Authenticated route, String token) {
    if (answered) {
      return;
    }
    switch (parts.authenticator().identify(client.credential(), token)) {
      case Identification.Unknown(Identification.Reason reason) -> refuse(reason);
      case Identification.Known(Identity identity) -> admit(route, identity, token);
    }
    request.resume();
  }

  private void refuse(Identification.Reason reason) {
    parts.refusals().count(reason, client.peer());
    boolean worthTryingAgain = reason.status() == 429 || reason.status() == 503;
    send(Answer.error(reason.status(), reason.text(), worthTryingAgain ? 1 : 0));
  }

  private void admit(Route.Authenticated route, Identity identity, String token) {
    if (isWrapped()) {
      return;
    }
    if (!parts.limiter().allows(identity.name(), bucket(route))) {
      send(Answer.error(429, "rate limit of this identity and key exceeded", 1));
      return;
    }
    if (!parts.admission().enter()) {
      send(Answer.error(503, "too many requests are in work", 1));
      return;
    }
    leave = parts.admission()::leave;
    receive(() -> call(route, identity, token));
  }

  private String bucket(Route.Authenticated route) {
    return route instanceof Route.OnKey onKey && parts.keys().contains(onKey.key())
        ? onKey.key().value()
        : "";
  }

  private void receive(Runnable whenRead) {
    if (!accepted(body.announce(announcedLength()))) {
      return;
    }
    receiving = true;
    loop.receiving(this);
    request.handler(
        chunk -> {
          if (!answered) {
            var _ = accepted(body.take(chunk));
          }
        });
    request.endHandler(
        _ -> {
          received();
          if (!answered) {
            whenRead.run();
          }
        });
    if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
      request.response().writeContinue();
    }
  }

  private boolean accepted(BodyCollector.Taken taken) {
    switch (taken) {
      case YES -> {}
      case TOO_LARGE -> send(Answer.error(413, "the request body is larger than " + largestBody));
      case NO_ROOM -> send(Answer.error(503, "too many large requests are in work", 1));
    }
    return taken == BodyCollector.Taken.YES;
  }

  /** The announced length of the body; 0 if there is none or if it is no number. */
  private long announcedLength() {
    String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Math.max(0, Long.parseLong(length));
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private void call(Route.Authenticated route, Identity identity, String token) {
    working = true;
    String requestId = loop.requestIds().next();
    Caller caller =
        new Caller(
            requestId,
            identity.name(),
            identity.proof(),
            client.peer(),
            identity.grants(),
            parts.configuration().key());
    Api.Body read = body.body();
    Api.Request called = new Api.Request(route, caller, identity, token, read);
    // Sealing megabytes takes too long for an event loop that others wait for.
    Executor home = read.lent().length > LARGE ? loop.worker() : loop.executor();
    home.execute(() -> answer(requestId, read, () -> parts.api().answer(called, home)));
  }

  private void answer(
      String requestId, Api.Body read, Supplier<CompletionStage<Answer>> answering) {
    try {
      answering
          .get()
          .whenComplete(
              (answer, failure) ->
                  loop.executor().execute(() -> sendOrFail(answer, failure, requestId)));
    } catch (RuntimeException e) {
      loop.executor().execute(() -> failed(requestId, e));
    } finally {
      read.wipe();
    }
  }

  private void sendOrFail(Answer answer, @Nullable Throwable failure, String requestId) {
    if (failure == null) {
      send(answer);
    } else {
      failed(requestId, failure);
    }
  }

  private void failed(String requestId, Throwable failure) {
    LOG.atError().addKeyValue("requestId", requestId).setCause(failure).log("defect of the bridge");
    send(Answer.error(500, "internal error; see the bridge's log"));
  }

  /** The body did not come in time. */
  void late(long now, long receiveNanos) {
    if (now - started > receiveNanos) {
      if (answered) {
        client.connection().close();
      } else {
        send(Answer.error(408, "the request body did not come in time"));
      }
    }
  }

  private void received() {
    if (receiving) {
      receiving = false;
      loop.received(this);
    }
  }

  private void abandoned() {
    received();
    // A call in work ends by itself and keeps its place until then.
    if (!answered && !working) {
      answered = true;
      finish(CLIENT_GONE);
    }
  }

  private void send(Answer answer) {
    if (answered) {
      answer.wipe();
      return;
    }
    answered = true;
    boolean unread = !request.isEnded() && announcedLength() > DISCARDED_SILENTLY;
    boolean closes = unread || answer.status() == 408 || answer.status() == 413;
    AnswerWriter.write(request, answer, closes);
    if (closes) {
      linger();
    }
    finish(answer.status());
  }

  /**
   * Lets the client finish sending for the time of a body, so that it reads the answer instead of a
   * reset, and then closes.
   */
  private void linger() {
    if (request.isEnded() || request.version() == HttpVersion.HTTP_2) {
      return;
    }
    if (!receiving) {
      receiving = true;
      loop.receiving(this);
    }
    request.handler(_ -> {});
    request.endHandler(
        _ -> {
          received();
          client.connection().close();
        });
  }

  private void finish(int status) {
    long now = System.nanoTime();
    body.release();
    leave.run();
    client.end(now);
    parts.meter().answered(operation, status, now - started);
  }
}
