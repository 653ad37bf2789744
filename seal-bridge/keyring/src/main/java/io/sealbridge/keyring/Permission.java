package io.sealbridge.keyring;

import java.util.List;
import java.util.Optional;

/** Whether one identity may do one thing with one key, and which rule says so. */
public sealed interface Permission {

  /**
   * Given.
   *
   * @param grant the place of the grant that gives it, from 0
   */
  record Allowed(int grant) implements Permission {}

  /** The listener is bound to another key, so this one is not there. */
  record OtherKey(KeyName bound) implements Permission {}

  record NotGranted() implements Permission {}

  /** A grant reaches the seal key by a prefix only, and this operation needs its name. */
  record NeedsName(int grant) implements Permission {}

  /** On a seal key it happens at the command line only, whatever is granted. */
  record CommandLineOnly() implements Permission {}

  /** The key is the bridge's own. */
  record Internal() implements Permission {}

  /** Applies the rules in the order in which they count. */
  static Permission of(
      List<Grant> grants,
      Optional<KeyName> boundKey,
      Operation operation,
      KeyName key,
      KeyPurpose purpose) {
    if (boundKey.isPresent() && !boundKey.get().equals(key)) {
      return new OtherKey(boundKey.get());
    }
    int named = first(grants, operation, key, Grant.Reach.NAME);
    int reached = named >= 0 ? named : first(grants, operation, key, Grant.Reach.PREFIX);
    if (reached < 0) {
      return new NotGranted();
    }
    return switch (purpose) {
      case INTERNAL -> new Internal();
      case APPLICATION -> new Allowed(reached);
      case SEAL -> {
        if (operation.isOffSealKeys()) {
          yield new CommandLineOnly();
        }
        yield named >= 0 || operation.isWildOnSealKeys()
            ? new Allowed(reached)
            : new NeedsName(reached);
      }
    };
  }

  private static int first(
      List<Grant> grants, Operation operation, KeyName key, Grant.Reach reach) {
    for (int i = 0; i < grants.size(); i++) {
      if (grants.get(i).reach(key, operation) == reach) {
        return i;
      }
    }
    return -1;
  }
}
