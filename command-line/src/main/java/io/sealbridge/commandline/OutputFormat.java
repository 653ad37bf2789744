package io.sealbridge.commandline;

/** For whom a command prints. */
public enum OutputFormat {
  TEXT,
  JSON
}
