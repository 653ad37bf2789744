package io.sealbridge.sync.status;

import io.sealbridge.sync.status.ReplicaStatus.Reached;
import io.sealbridge.sync.status.ReplicaStatus.VersionOnReplica;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** A seal key on all replicas. */
public record KeyStatus(String name, List<ReplicaStatus> replicas) {
  public KeyStatus {
    replicas = List.copyOf(replicas);
  }

  /** The replicas that answered. */
  public List<Reached> reached() {
    return replicas.stream().filter(Reached.class::isInstance).map(Reached.class::cast).toList();
  }

  /** The newest version that any replica knows; nothing if none answered. */
  public OptionalInt newest() {
    return reached().stream().mapToInt(Reached::latest).max();
  }

  /** Every version that a replica knows. */
  public SortedSet<Integer> versions() {
    SortedSet<Integer> versions = new TreeSet<>();
    reached().forEach(replica -> versions.addAll(replica.versions().keySet()));
    return versions;
  }

  /** When the version was made, as any replica says. */
  public Optional<Instant> made(int version) {
    return on(version, VersionOnReplica::made).stream().findFirst();
  }

  /** The last unwrap by the version that any replica saw. */
  public Optional<VersionUse> unwrap(int version) {
    return on(version, VersionOnReplica::unwrap).stream().max(Comparator.comparing(VersionUse::at));
  }

  private <T> List<T> on(int version, Function<VersionOnReplica, Optional<T>> what) {
    return reached().stream()
        .flatMap(replica -> Optional.ofNullable(replica.versions().get(version)).stream())
        .flatMap(known -> what.apply(known).stream())
        .toList();
  }
}
