package io.sealbridge.server.http;

import io.sealbridge.server.config.LimitsConfiguration;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.Http2ServerConfig;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;

/** Makes the servers of one listener, one for each event loop, all alike. */
final class ServerFactory {

  /** A stream reset costs us work and the client nothing (CVE-2023-44487). */
  private static final int RESETS = 200;

  private static final Duration RESET_WINDOW = Duration.ofSeconds(30);
  private static final int SMALL_CONTINUATIONS = 8;
  private static final int BACKLOG = 1024;

  private final SocketAddress address;
  private final HttpServerConfig config;
  private final Optional<ServerSSLOptions> tls;

  ServerFactory(SocketAddress address, LimitsConfiguration limits, Optional<ServerSSLOptions> tls) {
    this.address = address;
    this.tls = tls;
    this.config = new HttpServerConfig();
    if (tls.isPresent()) {
      config.setVersions(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1);
    } else {
      // No HTTP/2 in clear text: no client of ours speaks it.
      config.setVersions(HttpVersion.HTTP_1_1);
    }
    config.setIdleTimeout(limits.idle());
    config.getTcpConfig().setAcceptBacklog(BACKLOG);
    config.setHttp1Config(
        new Http1ServerConfig()
            .setMaxInitialLineLength(limits.uri().intBytes())
            .setMaxHeaderSize(limits.headers().intBytes()));
    config.setHttp2Config(
        new Http2ServerConfig()
            .setRstFloodMaxRstFramePerWindow(RESETS)
            .setRstFloodWindowDuration(RESET_WINDOW)
            .setMaxSmallContinuationFrames(SMALL_CONTINUATIONS)
            .setInitialSettings(
                new Http2Settings()
                    .setMaxConcurrentStreams(limits.streams())
                    .setMaxHeaderListSize(limits.headers().intBytes())));
  }

  SocketAddress address() {
    return address;
  }

  HttpServer create(Vertx vertx) {
    return vertx.createHttpServer(
        new HttpServerConfig(config), tls.map(ServerSSLOptions::copy).orElse(null));
  }
}
