package io.sealbridge.server.config;

import io.sealbridge.configuration.Setting;
import io.sealbridge.keyring.Grant;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.Operation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Operations on keys. */
public record GrantConfiguration(
    @Setting(
            "Names of keys, beginnings of names such as \"payments-*\", or \"*\" for every key."
                + " Neither wildcard reaches internal keys; on seal keys they give encrypt,"
                + " decrypt, rewrap, datakey, read and list only.")
        List<String> keys,
    @Setting(
            "Of encrypt, decrypt, rewrap, datakey, sign, verify, hmac, read, list, export, rotate, create,"
                + " configure, delete, import, certify, sync, random.")
        List<Operation> operations) {

  private static final String WILDCARD = "*";

  public GrantConfiguration {
    keys = List.copyOf(keys);
    operations = List.copyOf(operations);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("keys must name at least one key");
    }
    if (operations.isEmpty()) {
      throw new IllegalArgumentException("operations must name at least one operation");
    }
    if (keys.contains(WILDCARD) && keys.size() > 1) {
      throw new IllegalArgumentException("keys must be \"*\" alone or names, was both");
    }
    keys.forEach(GrantConfiguration::check);
  }

  private static void check(String key) {
    if (!key.equals(WILDCARD) && !KeyName.isValid(isPrefix(key) ? prefix(key) : key)) {
      throw new IllegalArgumentException(
          "keys must match [a-z0-9][a-z0-9_-]{0,62} and not end in -v<digits>, or be the beginning"
              + " of such names with \"*\" behind it, was "
              + key);
    }
    if (key.startsWith(KeyName.RESERVED)) {
      throw new IllegalArgumentException(
          "keys must not begin with \""
              + KeyName.RESERVED
              + "\": these are the bridge's own, which nobody is granted, was "
              + key);
    }
  }

  private static boolean isPrefix(String key) {
    return key.endsWith(WILDCARD);
  }

  private static String prefix(String key) {
    return key.substring(0, key.length() - 1);
  }

  public Grant grant() {
    Set<String> prefixes =
        keys.stream()
            .filter(GrantConfiguration::isPrefix)
            .map(GrantConfiguration::prefix)
            .collect(Collectors.toUnmodifiableSet());
    Set<KeyName> names =
        keys.stream()
            .filter(key -> !isPrefix(key))
            .map(KeyName::new)
            .collect(Collectors.toUnmodifiableSet());
    return new Grant(names, prefixes, EnumSet.copyOf(operations));
  }
}
