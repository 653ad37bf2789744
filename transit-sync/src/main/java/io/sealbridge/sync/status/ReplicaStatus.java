package io.sealbridge.sync.status;

import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One replica of the bridge, and what it knows of one key. */
public sealed interface ReplicaStatus {
  URI address();

  /**
   * It answered.
   *
   * @param since when it started: it knows of no use before
   */
  record Reached(
      URI address,
      int latest,
      int oldestOpened,
      Instant since,
      SortedMap<Integer, VersionOnReplica> versions)
      implements ReplicaStatus {
    public Reached {
      versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    }
  }

  /** It did not, or refused. */
  record Unreached(URI address, String why) implements ReplicaStatus {}

  /**
   * A version as one replica knows it.
   *
   * @param made nothing where the server does not tell
   * @param uses the last use for each operation
   */
  record VersionOnReplica(Optional<Instant> made, Map<String, VersionUse> uses) {
    public VersionOnReplica {
      uses = Map.copyOf(uses);
    }

    /** When it last opened something: an unwrap of a Vault's key, or half of a heartbeat. */
    public Optional<VersionUse> unwrap() {
      return Optional.ofNullable(uses.get("decrypt"));
    }

    /** When it last sealed something: a wrap, or half of a heartbeat. */
    public Optional<VersionUse> wrap() {
      return Optional.ofNullable(uses.get("encrypt"));
    }
  }
}
