package io.sealbridge.server.login;

import java.util.List;

/** What logins tell the operator beside refusals. Safe for use by many threads. */
@FunctionalInterface
public interface LoginAlarms {

  /** The cluster does not take the bridge's own token: nobody can log in there. */
  String REVIEWER_REFUSED = "LOGIN_REVIEWER_REFUSED";

  /** A cluster does not answer, or not as an API server does. */
  String CLUSTER_UNREACHABLE = "LOGIN_CLUSTER_UNREACHABLE";

  /** Keys of an issuer cannot be read. */
  String KEYS_UNREAD = "LOGIN_KEYS_UNREAD";

  /** No key signs tokens, so nobody can log in anywhere. */
  String NO_TOKEN_KEY = "LOGIN_NO_TOKEN_KEY";

  /** Every code. */
  List<String> CODES = List.of(REVIEWER_REFUSED, CLUSTER_UNREACHABLE, KEYS_UNREAD, NO_TOKEN_KEY);

  void raise(String code, String text);
}
