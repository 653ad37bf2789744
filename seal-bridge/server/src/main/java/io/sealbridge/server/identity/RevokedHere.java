package io.sealbridge.server.identity;

import io.sealbridge.server.token.LoginToken;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Issued tokens that their holders gave back to this replica, each until its end. Other replicas do
 * not know of it; the deny list is for that. Safe for use by many threads.
 */
public final class RevokedHere {

  private static final int SWEEP_FROM = 1024;

  private final Clock clock;
  private final Map<String, Instant> untils = new ConcurrentHashMap<>();

  public RevokedHere(Clock clock) {
    this.clock = clock;
  }

  /** Each token was a login, and logins are limited, so these are no more than the limit allows. */
  public void add(LoginToken token) {
    if (untils.size() >= SWEEP_FROM) {
      Instant now = clock.instant();
      untils.values().removeIf(until -> !now.isBefore(until));
    }
    untils.put(token.accessor(), token.until());
  }

  boolean contains(String accessor) {
    return !untils.isEmpty() && untils.containsKey(accessor);
  }
}
