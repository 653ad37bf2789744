package io.sealbridge.server.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/** Where clients put their token: {@code X-Vault-Token}, or else {@code Authorization: Bearer}. */
final class TokenHeader {

  static final class SeveralTokensException extends Exception {
    private static final long serialVersionUID = 1L;

    SeveralTokensException() {
      super("several tokens", null, false, false);
    }
  }

  private static final CharSequence X_VAULT_TOKEN = HttpHeaders.createOptimized("X-Vault-Token");
  private static final String BEARER = "Bearer ";

  private TokenHeader() {}

  /** The token, empty if there is none. Two of them are no identity. */
  static String read(MultiMap headers) throws SeveralTokensException {
    String token = single(headers, X_VAULT_TOKEN);
    if (!token.isEmpty()) {
      return token;
    }
    String authorization = single(headers, HttpHeaders.AUTHORIZATION);
    return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorization.substring(BEARER.length()).strip()
        : "";
  }

  private static String single(MultiMap headers, CharSequence name) throws SeveralTokensException {
    if (!headers.contains(name)) {
      return "";
    }
    List<String> values = headers.getAll(name);
    if (values.size() > 1) {
      throw new SeveralTokensException();
    }
    return values.getFirst();
  }
}
