package io.sealbridge.server.login;

import io.sealbridge.server.identity.Identification.Reason;
import io.sealbridge.server.token.TokenIssuer;
import java.util.Map;

/** What became of a login. */
public sealed interface LoginResult {

  /** The login is in the key-use log, durably. {@code metadata} is for Vault's answer. */
  record Granted(TokenIssuer.Issued issued, Map<String, String> metadata) implements LoginResult {
    public Granted {
      metadata = Map.copyOf(metadata);
    }
  }

  /** {@code text} is what the client reads. */
  record Refused(Reason reason, String text) implements LoginResult {}

  /** Nothing was decided; worth trying again after so many seconds. */
  record Unavailable(String text, int retryAfterSeconds) implements LoginResult {}
}
