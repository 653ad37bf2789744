package io.sealbridge.server.doctor;

import io.sealbridge.audit.anchor.CheckpointSource;
import io.sealbridge.audit.anchor.FreshLog;
import io.sealbridge.audit.entry.UnreadableEntryException;
import io.sealbridge.audit.note.SignedNote;
import io.sealbridge.audit.read.LogCursor;
import io.sealbridge.audit.read.LogFolder;
import io.sealbridge.audit.read.RawEntry;
import io.sealbridge.audit.tiles.TileFolder;
import io.sealbridge.keyring.KeyUseEntry;
import io.sealbridge.server.config.BridgeConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The log of a bridge, which may run or not.
 *
 * @param log empty if there is none yet
 */
record LogOnDisk(String origin, Path path, Optional<LogFolder> log) implements CheckpointSource {
  static LogOnDisk of(BridgeConfiguration configuration) throws IOException {
    Path path = configuration.logDirectory();
    return new LogOnDisk(
        FreshLog.origin(path, configuration.logOrigin()),
        path,
        Files.exists(path.resolve(TileFolder.ORIGIN))
            ? Optional.of(LogFolder.open(path))
            : Optional.empty());
  }

  @Override
  public Optional<SignedNote> newest() {
    return log.flatMap(LogFolder::note);
  }

  @Override
  public TileFolder tiles() {
    return new TileFolder(path);
  }

  /** Entries that the newest checkpoint covers. */
  long signed() {
    return log.map(LogFolder::signedSize).orElse(0L);
  }

  /**
   * When the first entry from {@code index} on was made that is news: an entry that says that a
   * checkpoint was taken is none.
   */
  Optional<Instant> oldestBehind(long index) throws IOException {
    if (log.isEmpty()) {
      return Optional.empty();
    }
    LogCursor cursor = log.get().from(index);
    Optional<RawEntry> raw = cursor.next();
    while (raw.isPresent()) {
      try {
        KeyUseEntry entry = raw.get().parsed();
        if (!(entry instanceof KeyUseEntry.Anchored)) {
          return Optional.of(entry.at());
        }
      } catch (UnreadableEntryException _) {
        // No time is known: the next one tells.
      }
      raw = cursor.next();
    }
    return Optional.empty();
  }
}
