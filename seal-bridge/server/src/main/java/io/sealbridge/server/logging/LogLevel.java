package io.sealbridge.server.logging;

/** What is worth a line. No level shows bodies, tokens, PINs or plaintext. */
public enum LogLevel {
  OFF,
  ERROR,
  WARN,
  INFO,
  DEBUG
}
