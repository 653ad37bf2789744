package io.sealbridge.server.http;

import io.sealbridge.keyring.KeyName;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names that Transit has; the bridge's own keys are not in its name space. Names repeat;
 * remembering the valid ones saves two regular expressions a request. Safe for use by many threads.
 */
final class KeyNames {

  private static final int MOST_NAMES = 1024;

  private final Map<String, KeyName> known = new ConcurrentHashMap<>();

  Optional<KeyName> find(String text) {
    KeyName remembered = known.get(text);
    if (remembered != null) {
      return Optional.of(remembered);
    }
    if (!KeyName.isValid(text)) {
      return Optional.empty();
    }
    KeyName name = new KeyName(text);
    if (name.isReserved()) {
      return Optional.empty();
    }
    if (known.size() < MOST_NAMES) {
      known.put(text, name);
    }
    return Optional.of(name);
  }
}
