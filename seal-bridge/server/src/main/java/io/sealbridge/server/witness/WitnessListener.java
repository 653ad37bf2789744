package io.sealbridge.server.witness;

import io.sealbridge.audit.anchor.AddCheckpoint;
import io.sealbridge.audit.anchor.Witness;
import io.sealbridge.audit.anchor.WitnessAnswer;
import io.sealbridge.audit.note.SignedNote;
import io.sealbridge.server.config.Address;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks C2SP tlog-witness: {@code POST /add-checkpoint} and {@code GET /<origin hash>/checkpoint};
 * {@code GET /livez} for supervisors. Bounded in what a request and an address may take.
 */
final class WitnessListener {

  private static final Logger LOG = LoggerFactory.getLogger(WitnessListener.class);
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String SIZE = "text/x.tlog.size";
  private static final Pattern CHECKPOINT = Pattern.compile("/([0-9a-f]{64})/checkpoint");
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final int RATE = 20;
  private static final int BURST = 100;

  private final Vertx vertx;
  private final Witness witness;
  private final HttpServer server;
  private final AddressRates rates = new AddressRates(RATE, BURST, System::nanoTime);

  WitnessListener(Vertx vertx, Witness witness, Optional<ServerSSLOptions> tls) {
    this.vertx = vertx;
    this.witness = witness;
    this.server =
        vertx
            .createHttpServer(
                new HttpServerConfig().setVersions(HttpVersion.HTTP_1_1).setIdleTimeout(IDLE),
                tls.orElse(null))
            .requestHandler(this::answer);
  }

  Future<Integer> listen(Address.Tcp address) {
    return server.listen(address.port(), address.host()).map(HttpServer::actualPort);
  }

  Future<Boolean> updateTls(ServerSSLOptions options) {
    return server.updateSSLOptions(options, true);
  }

  Future<Void> close() {
    return server.shutdown(Duration.ofSeconds(2));
  }

  private void answer(HttpServerRequest request) {
    String path = String.valueOf(request.path());
    Matcher checkpoint = CHECKPOINT.matcher(path);
    if (HttpMethod.GET.equals(request.method()) && path.equals("/livez")) {
      send(request, 200, TEXT, "alive\n");
    } else if (!rates.allows(request.remoteAddress().hostAddress())) {
      request.response().putHeader(HttpHeaders.RETRY_AFTER, "5");
      refuse(request, 429, "too many requests from this address");
    } else if (HttpMethod.POST.equals(request.method()) && path.equals("/add-checkpoint")) {
      collect(request);
    } else if (HttpMethod.GET.equals(request.method()) && checkpoint.matches()) {
      Optional<SignedNote> newest = witness.newest(checkpoint.group(1));
      newest.ifPresentOrElse(
          note -> send(request, 200, TEXT, note.note()),
          () -> send(request, 404, TEXT, "no checkpoint of this log is known\n"));
    } else {
      refuse(request, 404, "POST /add-checkpoint and GET /<origin hash>/checkpoint only");
    }
  }

  private void collect(HttpServerRequest request) {
    Buffer body = Buffer.buffer();
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() <= AddCheckpoint.MOST_BYTES) {
            body.appendBuffer(chunk);
          } else if (!request.response().ended()) {
            refuse(request, 413, "a request has at most " + AddCheckpoint.MOST_BYTES + " bytes");
          }
        });
    request.endHandler(
        _ -> {
          if (!request.response().ended()) {
            add(request, body.getBytes());
          }
        });
  }

  private void add(HttpServerRequest request, byte[] body) {
    vertx
        .executeBlocking(() -> witness.add(body), false)
        .onSuccess(answer -> send(request, answer))
        .onFailure(
            failure -> {
              LOG.atError().setCause(failure).log("a checkpoint cannot be kept");
              send(request, 500, TEXT, "the checkpoint cannot be kept; see the witness's log\n");
            });
  }

  private static void send(HttpServerRequest request, WitnessAnswer answer) {
    switch (answer) {
      case WitnessAnswer.Cosigned cosigned ->
          send(request, 200, TEXT, cosigned.signature().line() + "\n");
      case WitnessAnswer.Malformed malformed -> send(request, 400, TEXT, malformed.text() + "\n");
      case WitnessAnswer.UnknownLog _ ->
          send(request, 404, TEXT, "no log of this origin is watched\n");
      case WitnessAnswer.NotSigned unsigned -> {
        LOG.atWarn().addKeyValue("origin", unsigned.origin()).log("no trusted signature");
        send(request, 403, TEXT, "no trusted key of the log has signed this\n");
      }
      case WitnessAnswer.Conflict conflict -> send(request, 409, SIZE, conflict.size() + "\n");
      case WitnessAnswer.Inconsistent inconsistent -> {
        LOG.atError()
            .addKeyValue("origin", inconsistent.checkpoint().origin())
            .addKeyValue("size", inconsistent.checkpoint().size())
            .addKeyValue("root", inconsistent.checkpoint().root())
            .log("a log is not shown to continue what was signed");
        send(request, 422, TEXT, "the proof does not lead from the known checkpoint to this one\n");
      }
    }
  }

  /** Ends the connection too: what else comes on it is not read. */
  private static void refuse(HttpServerRequest request, int status, String text) {
    request.response().putHeader(HttpHeaders.CONNECTION, "close");
    send(request, status, TEXT, text + "\n");
  }

  private static void send(HttpServerRequest request, int status, String type, String body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body);
  }
}
