package io.sealbridge.server.http;

import java.util.Optional;

/**
 * A raw query string. Only exact {@code name=value} pairs are found; nothing is decoded, because no
 * parameter of ours needs it.
 */
public record Query(String raw) {

  public static final Query NONE = new Query("");

  /** The value of {@code name}; empty text for a name without a value. */
  public Optional<String> value(String name) {
    for (String pair : raw.split("&", -1)) {
      if (pair.equals(name)) {
        return Optional.of("");
      }
      if (pair.startsWith(name) && pair.length() > name.length()) {
        int equals = name.length();
        if (pair.charAt(equals) == '=') {
          return Optional.of(pair.substring(equals + 1));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a flag is set: {@code name}, {@code name=true} or {@code name=1}. */
  public boolean isSet(String name) {
    return value(name).map(v -> v.isEmpty() || v.equals("true") || v.equals("1")).orElse(false);
  }
}
