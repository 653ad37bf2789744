package io.sealbridge.server.cli;

/** For whom a command prints. */
enum OutputFormat {
  TEXT,
  JSON
}
