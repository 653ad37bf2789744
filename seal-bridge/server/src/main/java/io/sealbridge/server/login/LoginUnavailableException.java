package io.sealbridge.server.login;

/** Nothing is known of the client, because what would tell does not answer as it should. */
final class LoginUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** {@code detail} is for the operator's log: what failed, what was seen, what to check. */
  LoginUnavailableException(String detail) {
    super(detail, null, false, false);
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
