package io.sealbridge.keyring;

import java.util.Set;

/**
 * Operations on keys that are named, or whose names begin with a prefix. No grant reaches an
 * internal key, and a prefix gives at most {@link Operation#isWildOnSealKeys} on a seal key.
 *
 * @param prefixes beginnings of names; the empty one begins every name
 */
public record Grant(Set<KeyName> keys, Set<String> prefixes, Set<Operation> operations) {

  private static final String EVERY = "";

  /** How a grant comes to hold for a key. */
  public enum Reach {
    NONE,
    /** By a prefix, so perhaps for a key that nobody thought of. */
    PREFIX,
    NAME
  }

  public Grant {
    keys = Set.copyOf(keys);
    prefixes = Set.copyOf(prefixes);
    operations = Set.copyOf(operations);
  }

  public static Grant ofKeys(Set<KeyName> keys, Set<Operation> operations) {
    return new Grant(keys, Set.of(), operations);
  }

  public static Grant ofEveryKey(Set<Operation> operations) {
    return new Grant(Set.of(), Set.of(EVERY), operations);
  }

  public Reach reach(KeyName key, Operation operation) {
    if (key.isReserved() || !operations.contains(operation)) {
      return Reach.NONE;
    }
    if (keys.contains(key)) {
      return Reach.NAME;
    }
    return prefixes.stream().anyMatch(key.value()::startsWith) ? Reach.PREFIX : Reach.NONE;
  }
}
