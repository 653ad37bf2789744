package io.sealbridge.sync.retire;

import io.sealbridge.sync.status.ClusterStatus;
import io.sealbridge.sync.status.KeyStatus;
import io.sealbridge.sync.status.ReplicaStatus;
import io.sealbridge.sync.status.Situation;
import io.sealbridge.sync.status.Verdict;
import io.sealbridge.sync.status.VersionUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How far the retirement of a version, and of those before it, is. */
public sealed interface Retirement {

  /** Every bridge refuses the version already. */
  record Done() implements Retirement {}

  /** Nothing that is known needs it, but backups whose loss is accepted. */
  record Possible(String command) implements Retirement {}

  /** Something needs it, or may. */
  record NotYet(List<String> reasons) implements Retirement {
    public NotYet {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Judges.
   *
   * @param quietSince from when on nobody may have opened anything by the version
   * @param lossBefore backups from before this time may become worthless
   */
  static Retirement of(
      Situation situation,
      KeyStatus key,
      int version,
      Instant quietSince,
      Optional<Instant> lossBefore) {
    boolean reached = key.reached().size() == key.replicas().size();
    if (reached && key.reached().stream().allMatch(one -> one.oldestOpened() > version)) {
      return new Done();
    }
    List<String> reasons = new ArrayList<>();
    for (ReplicaStatus replica : key.replicas()) {
      bridge(replica, version, quietSince).ifPresent(reasons::add);
    }
    for (ClusterStatus cluster : situation.clusters()) {
      if (cluster.key().equals(key.name())) {
        cluster(cluster, situation.verdict(cluster)).ifPresent(reasons::add);
      }
    }
    backups(key, version, lossBefore).ifPresent(reasons::add);
    return reasons.isEmpty()
        ? new Possible("seal-bridge keys retire %s --version %d".formatted(key.name(), version))
        : new NotYet(reasons);
  }

  private static Optional<String> bridge(ReplicaStatus replica, int version, Instant quietSince) {
    return switch (replica) {
      case ReplicaStatus.Unreached unreached ->
          Optional.of("bridge %s: %s".formatted(replica.address(), unreached.why()));
      case ReplicaStatus.Reached reached when version >= reached.latest() ->
          Optional.of(
              "bridge %s: version %d is the newest it has".formatted(replica.address(), version));
      case ReplicaStatus.Reached reached when reached.since().isAfter(quietSince) ->
          Optional.of(
              "bridge %s knows uses only since %s, which is after %s: wait, or look into its key-use log and give a shorter --unused-for"
                  .formatted(replica.address(), reached.since(), quietSince));
      case ReplicaStatus.Reached reached ->
          lastUnwrap(reached, version)
              .filter(use -> use.at().isAfter(quietSince))
              .map(
                  use ->
                      "bridge %s opened something of version %d or older for %s at %s, after %s"
                          .formatted(
                              replica.address(), version, use.identity(), use.at(), quietSince));
    };
  }

  private static Optional<String> cluster(ClusterStatus cluster, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Newest _ -> Optional.empty();
      case Verdict.Behind behind ->
          Optional.of(cluster.name() + ": " + String.join("; ", behind.what()));
      case Verdict.Unknown unknown -> Optional.of(cluster.name() + ": " + unknown.why());
    };
  }

  /** The last unwrap by the version is when the last cluster moved, or later. */
  private static Optional<String> backups(
      KeyStatus key, int version, Optional<Instant> lossBefore) {
    Instant moved =
        key.reached().stream()
            .flatMap(replica -> lastUnwrap(replica, version).stream())
            .map(VersionUse::at)
            .reduce(
                key.made(version + 1).orElse(Instant.EPOCH),
                (one, other) -> one.isAfter(other) ? one : other);
    return lossBefore.filter(accepted -> !accepted.isBefore(moved)).isPresent()
        ? Optional.empty()
        : Optional.of(
            "snapshots and backups from before %s need it: if none of them will ever be wanted, say --accept-loss-of-backups-before %s"
                .formatted(moved, moved));
  }

  private static Optional<VersionUse> lastUnwrap(ReplicaStatus.Reached replica, int version) {
    return replica.versions().headMap(version + 1).values().stream()
        .flatMap(known -> known.unwrap().stream())
        .reduce((one, other) -> one.at().isAfter(other.at()) ? one : other);
  }
}
