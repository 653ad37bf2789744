package io.sealbridge.server.config;

/** Which uses are answered only when a signed checkpoint covers their entries. */
public enum LogSigned {
  /** What opens something that a seal key sealed. */
  OPENINGS,
  /** Every use of a key. */
  USES,
  NEVER
}
