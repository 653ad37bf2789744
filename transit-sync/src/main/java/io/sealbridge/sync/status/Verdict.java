package io.sealbridge.sync.status;

import io.sealbridge.sync.snapshot.StoredBlob;
import io.sealbridge.vault.VaultProduct;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether all that a cluster has stored is sealed by the newest version. */
public sealed interface Verdict {
  /** OpenBao wraps the root key again only after the recovery key, and stops if there is none. */
  String WITHOUT_RECOVERY_KEY =
      "; it has no recovery key, and without one OpenBao never wraps the root key again: make"
          + " recovery keys, then step the active node down";

  /** It is. */
  record Newest(int version) implements Verdict {}

  /**
   * It is not; the sentences say what is not and what to do.
   *
   * @param isStuck whether another active node would change nothing
   */
  record Behind(List<String> what, boolean isStuck) implements Verdict {
    public Behind {
      what = List.copyOf(what);
    }
  }

  /** Nobody can say. */
  record Unknown(String why) implements Verdict {}

  /** The verdict on {@code cluster} by what its key's replicas know. */
  public static Verdict of(ClusterStatus cluster, KeyStatus key) {
    if (key.newest().isEmpty()) {
      return new Unknown("no bridge told which version of " + key.name() + " is the newest");
    }
    int newest = key.newest().getAsInt();
    return switch (cluster.stored()) {
      case StoredKeys.NotRead notRead -> new Unknown(notRead.why());
      case StoredKeys.Read read -> {
        Optional<String> root = root(read.keys().rootKey(), newest);
        Optional<String> recovery = recovery(read.keys().recoveryKey(), newest);
        boolean stuck =
            root.isPresent()
                && read.keys().recoveryKey() instanceof StoredBlob.Absent
                && isOpenBao(cluster);
        List<String> behind = new ArrayList<>();
        root.map(text -> stuck ? text + WITHOUT_RECOVERY_KEY : text).ifPresent(behind::add);
        recovery.ifPresent(behind::add);
        yield behind.isEmpty() ? new Newest(newest) : new Behind(behind, stuck);
      }
    };
  }

  private static Optional<String> root(StoredBlob blob, int newest) {
    return switch (blob) {
      case StoredBlob.Absent _ -> Optional.of("it has stored no root key that a seal wraps");
      case StoredBlob.Sealed _, StoredBlob.Foreign _ -> old("root key", blob, newest);
    };
  }

  private static Optional<String> recovery(StoredBlob blob, int newest) {
    return switch (blob) {
      case StoredBlob.Absent _ -> Optional.empty();
      case StoredBlob.Sealed _, StoredBlob.Foreign _ -> old("recovery key", blob, newest);
    };
  }

  private static Optional<String> old(String what, StoredBlob blob, int newest) {
    return switch (blob) {
      case StoredBlob.Sealed sealed when sealed.version() == newest -> Optional.empty();
      case StoredBlob.Sealed sealed when sealed.version() > newest ->
          Optional.of(
              "its %s is sealed by version %d, which no bridge here has: check that the file names its key and its bridges"
                  .formatted(what, sealed.version()));
      case StoredBlob.Sealed sealed ->
          Optional.of(
              "its %s is sealed by version %d, the newest is %d"
                  .formatted(what, sealed.version(), newest));
      case StoredBlob.Absent _, StoredBlob.Foreign _ ->
          Optional.of("its %s is sealed by another seal than a bridge's".formatted(what));
    };
  }

  private static boolean isOpenBao(ClusterStatus cluster) {
    return cluster.nodes().stream()
        .anyMatch(
            node ->
                node instanceof NodeStatus.Reached reached
                    && reached.state().product() instanceof VaultProduct.OpenBao);
  }
}
