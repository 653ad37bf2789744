package io.sealbridge.server.reaction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a replica acts by now, as it tells everyone who asks. No secrets, and no names but those of
 * keys.
 */
public record ReplicaState(
    String deployment, String node, String version, List<Key> keys, Denied denied) {

  /** The only one there is; fields are added within it. */
  static final int SCHEMA = 1;

  public ReplicaState {
    keys = List.copyOf(keys);
  }

  /**
   * How a key stands.
   *
   * @param serial of the state as the HSMs hold it
   * @param frozen whether uses are refused
   * @param confirmed when an HSM last showed this state
   * @param heldFrozen why a state that ends a freeze is not believed
   * @param recorded whether the key-use log has the entry that says all this
   */
  public record Key(
      String name,
      long serial,
      int latestVersion,
      int minDecryptionVersion,
      boolean frozen,
      Instant confirmed,
      Optional<String> heldFrozen,
      boolean recorded) {}

  /**
   * The deny list in force.
   *
   * @param sha256 of the file, empty if there is none
   * @param identities how many are refused
   * @param tokens how many are refused
   * @param trouble why the file is not in force as it is
   * @param recorded whether the key-use log has the entry that says so
   */
  public record Denied(
      String sha256,
      long epoch,
      int identities,
      int tokens,
      Optional<String> trouble,
      boolean recorded) {}

  Optional<Key> key(String name) {
    return keys.stream().filter(key -> key.name().equals(name)).findFirst();
  }
}
