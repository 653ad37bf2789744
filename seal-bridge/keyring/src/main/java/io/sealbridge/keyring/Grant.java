package io.sealbridge.keyring;

import java.util.Set;

/**
 * Operations on named keys. A wildcard covers every seal and application key, never an internal
 * one.
 *
 * @param keys the names, ignored if {@code allKeys}
 */
public record Grant(boolean allKeys, Set<KeyName> keys, Set<Operation> operations) {
  public Grant {
    keys = Set.copyOf(keys);
    operations = Set.copyOf(operations);
  }

  public boolean permits(KeyName key, Operation operation) {
    return operations.contains(operation) && (allKeys || keys.contains(key));
  }
}
