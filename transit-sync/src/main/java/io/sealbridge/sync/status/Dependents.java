package io.sealbridge.sync.status;

import io.sealbridge.sync.snapshot.StoredBlob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What could not be opened any more without a version. */
public final class Dependents {
  private Dependents() {}

  /** In words, most urgent first; empty if nothing is known of. */
  public static List<String> of(Situation situation, KeyStatus key, int version) {
    List<ClusterStatus> clusters =
        situation.clusters().stream().filter(cluster -> cluster.key().equals(key.name())).toList();
    List<String> needs = new ArrayList<>();
    for (ClusterStatus cluster : clusters) {
      live(cluster, version).ifPresent(needs::add);
    }
    String names = clusters.stream().map(ClusterStatus::name).collect(Collectors.joining(", "));
    needs.add(backups(key, version, names));
    return List.copyOf(needs);
  }

  private static Optional<String> live(ClusterStatus cluster, int version) {
    return switch (cluster.stored()) {
      case StoredKeys.NotRead _ -> Optional.of("perhaps " + cluster.name() + " as it is now");
      case StoredKeys.Read read -> {
        List<String> keys = new ArrayList<>();
        StoredBlob blob = new StoredBlob.Sealed(version);
        if (read.keys().rootKey().equals(blob)) {
          keys.add("root key");
        }
        if (read.keys().recoveryKey().equals(blob)) {
          keys.add("recovery key");
        }
        yield keys.isEmpty()
            ? Optional.empty()
            : Optional.of("the " + String.join(" and ", keys) + " of " + cluster.name());
      }
    };
  }

  /**
   * A cluster moves some time after its next version was made, which nobody keeps: a backup from
   * after that may need the older one still.
   */
  private static String backups(KeyStatus key, int version, String clusters) {
    Optional<Integer> next = key.versions().tailSet(version + 1).stream().findFirst();
    String from = key.made(version).map(made -> " from " + made).orElse("");
    String until =
        next.map(
                number ->
                    " until each moved to v%d%s"
                        .formatted(
                            number, key.made(number).map(made -> ", after " + made).orElse("")))
            .orElse("");
    return "snapshots and backups of %s%s%s".formatted(clusters, from, until);
  }
}
