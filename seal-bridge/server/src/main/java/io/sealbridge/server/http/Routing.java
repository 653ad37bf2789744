package io.sealbridge.server.http;

/** What became of a method and a path. */
public sealed interface Routing {

  record Found(Route route) implements Routing {}

  /** {@code text} is for the client; empty for an answer without errors, as a missing key has. */
  record Refused(int status, String text) implements Routing {}
}
