package io.sealbridge.server.config;

import io.sealbridge.keyring.Grant;
import io.sealbridge.keyring.KeyName;
import io.sealbridge.keyring.Operation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Operations on keys. */
public record GrantConfiguration(
    @Setting("Names of keys, or \"*\" alone for every seal and application key.") List<String> keys,
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
    for (String key : keys) {
      if (!key.equals(WILDCARD) && !KeyName.isValid(key)) {
        throw new IllegalArgumentException(
            "keys must match [a-z0-9][a-z0-9_-]{0,62} and not end in -v<digits>, was " + key);
      }
    }
  }

  public Grant grant() {
    boolean all = keys.contains(WILDCARD);
    Set<KeyName> names =
        all ? Set.of() : keys.stream().map(KeyName::new).collect(Collectors.toUnmodifiableSet());
    return new Grant(all, names, EnumSet.copyOf(operations));
  }
}
