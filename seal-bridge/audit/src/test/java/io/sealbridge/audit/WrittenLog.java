package io.sealbridge.audit;

import io.sealbridge.keyring.KeyUseEntry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A log that was written and closed, whole and signed. */
public final class WrittenLog {
  public static final String ORIGIN = "bank/bridge-0";

  private WrittenLog() {}

  /** So many entries, the newest of them all covered by a checkpoint; the folder. */
  public static Path of(Path folder, CheckpointSigner signer, int entries) {
    return of(
        folder,
        signer,
        IntStream.range(0, entries).mapToObj(i -> Entries.intent("r" + i)).toList());
  }

  /** These entries behind those that are there. */
  public static Path of(Path folder, CheckpointSigner signer, List<KeyUseEntry> entries) {
    KeyUseLogSettings settings =
        KeyUseLogSettings.of(folder, ORIGIN).withCheckpoints(Duration.ofHours(1));
    try (TiledKeyUseLog log =
        TiledKeyUseLog.open(settings, _ -> Durability.SYNCED, Clock.systemUTC())) {
      log.signBy(signer);
      CompletableFuture.allOf(
              entries.stream()
                  .map(entry -> log.append(entry).toCompletableFuture())
                  .toArray(CompletableFuture<?>[]::new))
          .join();
      log.checkpoint().toCompletableFuture().join();
    }
    return folder;
  }
}
