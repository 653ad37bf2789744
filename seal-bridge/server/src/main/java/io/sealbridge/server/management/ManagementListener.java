package io.sealbridge.server.management;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sealbridge.server.config.Address;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves /livez, /readyz, /state and /metrics to everyone who asks, and tells no secrets. */
public final class ManagementListener {

  private static final Logger LOG = LoggerFactory.getLogger(ManagementListener.class);
  private static final String JSON = "application/json";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Vertx vertx;
  private final Liveness liveness;
  private final Readiness readiness;
  private final Supplier<String> state;
  private final Metrics metrics;
  private final HttpServer server;

  /**
   * Listens nowhere yet.
   *
   * @param state what the replica acts by, as JSON; must not block
   */
  public ManagementListener(
      Vertx vertx,
      Liveness liveness,
      Readiness readiness,
      Supplier<String> state,
      Metrics metrics) {
    this.vertx = vertx;
    this.liveness = liveness;
    this.readiness = readiness;
    this.state = state;
    this.metrics = metrics;
    this.server =
        vertx
            .createHttpServer(
                new HttpServerConfig().setVersions(HttpVersion.HTTP_1_1).setIdleTimeout(IDLE))
            .requestHandler(this::answer);
  }

  public Future<Integer> listen(Address.Tcp address) {
    return server.listen(address.port(), address.host()).map(HttpServer::actualPort);
  }

  public Future<Void> close() {
    return server.shutdown(Duration.ZERO);
  }

  private void answer(HttpServerRequest request) {
    boolean reads =
        HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
    if (!reads) {
      send(request, 405, JSON, "{\"errors\":[\"unsupported operation\"]}\n");
      return;
    }
    switch (String.valueOf(request.path())) {
      case "/livez" -> live(request);
      case "/readyz" -> ready(request);
      case "/state" -> send(request, 200, JSON, state.get());
      case "/metrics" ->
          vertx
              .executeBlocking(metrics::scrape, false)
              .onSuccess(text -> send(request, 200, PROMETHEUS, text))
              .onFailure(failure -> unread(request, failure));
      default ->
          send(
              request, 404, JSON, "{\"errors\":[\"/livez, /readyz, /state and /metrics only\"]}\n");
    }
  }

  private static void unread(HttpServerRequest request, Throwable failure) {
    LOG.atError().setCause(failure).log("metrics cannot be read");
    send(request, 500, JSON, "{\"errors\":[\"internal error\"]}\n");
  }

  /** That this runs at all shows that the event loop turns. */
  private void live(HttpServerRequest request) {
    boolean alive = liveness.isAlive();
    send(request, alive ? 200 : 503, JSON, "{\"alive\":" + alive + "}\n");
  }

  private void ready(HttpServerRequest request) {
    Readiness.Report report = readiness.report();
    send(request, report.isReady() ? 200 : 503, JSON, json(report));
  }

  private static String json(Readiness.Report report) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeBooleanField("ready", report.isReady());
      json.writeArrayFieldStart("checks");
      for (Readiness.Check check : report.checks()) {
        json.writeStartObject();
        json.writeStringField("name", check.name());
        json.writeBooleanField("ok", check.ok());
        json.writeBooleanField("needed", check.needed());
        json.writeStringField("text", check.text());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private static void send(HttpServerRequest request, int status, String type, String body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (HttpMethod.HEAD.equals(request.method())) {
      request.response().end();
    } else {
      request.response().end(body);
    }
  }
}
