package io.sealbridge.server.config;

/** What follows when a list of revoked certificates is older than it says it may be. */
public enum ExpiredCrl {
  /** Certificates of its bundle are refused: who is revoked is not known any more. */
  REFUSE,
  /** They are taken, with an alarm; those that the old list names stay refused. */
  WARN
}
