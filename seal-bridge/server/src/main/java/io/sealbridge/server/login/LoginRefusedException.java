package io.sealbridge.server.login;

import io.sealbridge.server.identity.Identification.Reason;

/**
 * The client is refused. The message is for the operator's log and never quotes the JWT; the client
 * reads the reason's text.
 */
final class LoginRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Without a stack trace, because clients cause it as often as they like. */
  LoginRefusedException(Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
