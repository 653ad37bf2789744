package io.sealbridge.server.http;

import io.sealbridge.server.identity.Credential;
import io.vertx.core.http.HttpConnection;

/** One connection: who it is by itself, and whether anything goes on. For its event loop. */
final class ClientConnection {

  private final HttpConnection connection;
  private Credential credential;
  private final String peer;
  private final long opened;
  private int active;
  private boolean used;
  private long lastActive;

  ClientConnection(HttpConnection connection, Credential credential, String peer, long now) {
    this.connection = connection;
    this.credential = credential;
    this.peer = peer;
    this.opened = now;
    this.lastActive = now;
  }

  HttpConnection connection() {
    return connection;
  }

  Credential credential() {
    return credential;
  }

  /** What it showed is worth something else now. */
  void prove(Credential now) {
    credential = now;
  }

  /** The remote address, or the user id of a socket's peer. */
  String peer() {
    return peer;
  }

  void begin() {
    used = true;
    active++;
  }

  void end(long now) {
    active--;
    lastActive = now;
  }

  /**
   * Whether it has kept us waiting too long: for its first request since it was opened, or for
   * another since the last, however busily it trickles bytes.
   */
  boolean isOverdue(long now, long receiveNanos, long idleNanos) {
    if (active > 0) {
      return false;
    }
    return used ? now - lastActive > idleNanos : now - opened > receiveNanos;
  }
}
