package io.sealbridge.server.http;

import java.util.Optional;

/** Which versions of a key a path asks for. */
public sealed interface Versions {

  record All() implements Versions {}

  record Latest() implements Versions {}

  record One(int number) implements Versions {}

  /** Reads {@code latest}, {@code 3} or {@code v3}; empty for anything else. */
  static Optional<Versions> parse(String text) {
    if (text.equals("latest")) {
      return Optional.of(new Latest());
    }
    String digits = text.startsWith("v") ? text.substring(1) : text;
    if (!digits.matches("[1-9][0-9]{0,8}")) {
      return Optional.empty();
    }
    return Optional.of(new One(Integer.parseInt(digits)));
  }
}
