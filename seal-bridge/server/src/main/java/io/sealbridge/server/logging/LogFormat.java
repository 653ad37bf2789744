package io.sealbridge.server.logging;

/** How a line of the process log looks. */
public enum LogFormat {
  TEXT,
  JSON
}
