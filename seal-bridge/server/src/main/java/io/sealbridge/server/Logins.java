package io.sealbridge.server;

import io.micrometer.core.instrument.Tags;
import io.sealbridge.server.config.BridgeConfiguration;
import io.sealbridge.server.identity.RenewalGate;
import io.sealbridge.server.login.LoginAlarms;
import io.sealbridge.server.login.LoginCounts;
import io.sealbridge.server.login.LoginService;
import io.sealbridge.server.management.Metrics;
import io.sealbridge.server.tls.TlsFilesException;
import io.sealbridge.server.token.BridgeTokenKeys;
import io.sealbridge.server.token.NoTokenKeyException;
import io.sealbridge.server.token.TokenIssuer;
import io.sealbridge.server.transit.LoginAnswers;
import io.sealbridge.server.transit.TokenAnswers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** Logins and what their tokens are answered; one for all listeners. */
final class Logins {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration CALL = Duration.ofSeconds(5);
  private static final int THREADS = 4;

  private final BridgeTokenKeys keys;
  private final LoginAlarms alarms;
  private final LoginService service;
  private final LoginAnswers answers;
  private final TokenAnswers tokens;

  /** Reads files; blocks. */
  Logins(Foundation foundation, BridgeTokenKeys keys, Gatehouse gatehouse, Closers closers) {
    this.keys = keys;
    this.alarms = foundation.alarms()::raise;
    BridgeConfiguration configuration = foundation.configuration();
    ExecutorService executor = Threads.pool("bridge-login", THREADS);
    closers.add("logins", () -> Threads.end(executor, PATIENCE));
    TokenIssuer issuer =
        new TokenIssuer(configuration.deployment(), keys, foundation.parts().random());
    try {
      this.service =
          new LoginService(
              configuration.logins(),
              new LoginService.Parts(
                  issuer,
                  gatehouse.revocations(),
                  gatehouse.refusals(),
                  foundation.log(),
                  alarms,
                  foundation.clock(),
                  executor,
                  CALL));
    } catch (TlsFilesException e) {
      throw new StartException("logins: " + e.getMessage(), e);
    }
    this.answers =
        new LoginAnswers(
            service,
            identity -> gatehouse.access().grants(identity).orElseGet(List::of),
            foundation.clock());
    this.tokens =
        new TokenAnswers(
            new RenewalGate(System::nanoTime), gatehouse.revokedHere(), foundation.clock());
    show(foundation.metrics());
  }

  LoginAnswers answers() {
    return answers;
  }

  TokenAnswers tokens() {
    return tokens;
  }

  /** Reads changed files and begins to fetch keys that are due. Blocks on the file system. */
  void lookAfter() {
    service.lookAfter();
    if (!service.mounts().isEmpty() && keys.isKnown() && keys.signers().isEmpty()) {
      alarms.raise(LoginAlarms.NO_TOKEN_KEY, NoTokenKeyException.TEXT);
    }
  }

  private void show(Metrics metrics) {
    LoginCounts counts = service.counts();
    for (String mount : service.mounts()) {
      for (String result : LoginCounts.RESULTS) {
        metrics.counter(
            "logins",
            "Logins by how they ended",
            Tags.of("mount", mount, "result", result),
            () -> counts.total(mount, result));
      }
    }
  }
}
