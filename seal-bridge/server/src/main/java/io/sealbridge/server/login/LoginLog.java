package io.sealbridge.server.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator why a login failed, in full, but not more often than can be read: strangers
 * can cause as many failures as they like. Safe for use by many threads.
 */
final class LoginLog {

  private static final Logger LOG = LoggerFactory.getLogger(LoginLog.class);
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MOST_LINES = 60;

  private final Clock clock;
  private Instant began = Instant.EPOCH;
  private int lines;
  private long leftOut;

  LoginLog(Clock clock) {
    this.clock = clock;
  }

  /** The client was refused. */
  void refused(LoginRequest request, String role, String reason, String detail) {
    if (mayWrite()) {
      LOG.atWarn()
          .addKeyValue("requestId", request.requestId())
          .addKeyValue("mount", request.mount())
          .addKeyValue("role", Shown.of(role))
          .addKeyValue("peer", request.peer())
          .addKeyValue("reason", reason)
          .addKeyValue("detail", detail)
          .log("login refused");
    }
  }

  /** The bridge could not find out, which is not the client's doing. */
  void unavailable(LoginRequest request, String role, String detail) {
    if (mayWrite()) {
      LOG.atError()
          .addKeyValue("requestId", request.requestId())
          .addKeyValue("mount", request.mount())
          .addKeyValue("role", Shown.of(role))
          .addKeyValue("peer", request.peer())
          .addKeyValue("detail", detail)
          .log("login not possible");
    }
  }

  void defect(LoginRequest request, Throwable failure) {
    LOG.atError()
        .addKeyValue("requestId", request.requestId())
        .setCause(failure)
        .log("defect of the bridge");
  }

  private synchronized boolean mayWrite() {
    Instant now = clock.instant();
    if (!now.isBefore(began.plus(WINDOW))) {
      if (leftOut > 0) {
        LOG.atWarn().addKeyValue("count", leftOut).log("more logins failed than were logged");
      }
      began = now;
      lines = 0;
      leftOut = 0;
    }
    if (lines < MOST_LINES) {
      lines++;
      return true;
    }
    leftOut++;
    return false;
  }
}
