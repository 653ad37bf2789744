package io.sealbridge.audit.read;

import io.sealbridge.audit.JournalFolder;
import io.sealbridge.audit.note.Checkpoint;
import io.sealbridge.audit.note.MalformedNoteException;
import io.sealbridge.audit.note.SignedNote;
import io.sealbridge.audit.tiles.MalformedLogException;
import io.sealbridge.audit.tiles.TileFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A log's folder as it was when it was opened: what has been written since is read all the same,
 * but the checkpoint stays.
 *
 * @param origin the name of the log
 * @param note the newest checkpoint with its signatures
 */
public record LogFolder(
    Path path, String origin, Optional<SignedNote> note, Optional<Checkpoint> checkpoint) {
  private static final String KEYS = "keys";

  /**
   * Opens a folder.
   *
   * @throws MalformedLogException if it is none of a log, or its checkpoint is none
   */
  public static LogFolder open(Path path) throws IOException {
    Optional<byte[]> bytes = new TileFolder(path).checkpoint();
    if (bytes.isEmpty()) {
      Path origin = path.resolve(TileFolder.ORIGIN);
      if (!Files.exists(origin)) {
        throw new MalformedLogException(
            path + " is no key-use log: it has neither \"checkpoint\" nor \"origin\"");
      }
      return new LogFolder(
          path,
          Files.readString(origin, StandardCharsets.UTF_8).strip(),
          Optional.empty(),
          Optional.empty());
    }
    try {
      SignedNote note = SignedNote.parse(bytes.get());
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      return new LogFolder(path, checkpoint.origin(), Optional.of(note), Optional.of(checkpoint));
    } catch (MalformedNoteException e) {
      throw new MalformedLogException(
          path.resolve("checkpoint") + " is no checkpoint: " + e.getMessage(), e);
    }
  }

  /** Entries that the checkpoint covers. */
  public long signedSize() {
    return checkpoint.map(Checkpoint::size).orElse(0L);
  }

  public TileFolder tiles() {
    return new TileFolder(path);
  }

  public JournalFolder journal() {
    return JournalFolder.of(path);
  }

  /** The vkeys that the folder itself names: no evidence, as who writes it can change them. */
  public List<String> namedKeys() throws IOException {
    Path keys = path.resolve(KEYS);
    return Files.exists(keys)
        ? Files.readAllLines(keys, StandardCharsets.UTF_8).stream()
            .filter(line -> !line.isBlank())
            .toList()
        : List.of();
  }

  /** The entries from {@code index} on. */
  public LogCursor from(long index) {
    return new LogCursor(this, index);
  }
}
