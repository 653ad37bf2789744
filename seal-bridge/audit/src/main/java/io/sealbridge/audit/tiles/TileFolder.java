package io.sealbridge.audit.tiles;

import io.sealbridge.audit.merkle.TreeHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads the tiles and bundles of a log's folder, also while the log is written. A partial tile that
 * is gone is taken from the full one that has replaced it. Safe for use by many threads.
 */
public record TileFolder(Path folder) {
  /** The file that names the log, in one line. */
  public static final String ORIGIN = "origin";

  private static final String CHECKPOINT = "checkpoint";

  /** The note of the newest checkpoint; empty if the log has none yet. */
  public Optional<byte[]> checkpoint() throws IOException {
    return read(checkpointFile());
  }

  public Path checkpointFile() {
    return folder.resolve(CHECKPOINT);
  }

  public Path file(TilePath path) {
    return folder.resolve(path.path());
  }

  /** Where a tile or bundle has its file while it is not full. */
  public Path partialFolder(TilePath path) {
    Path full = file(path.full());
    return full.resolveSibling(full.getFileName() + TilePath.PARTIAL);
  }

  /**
   * The hashes of a tile.
   *
   * @throws MalformedLogException if it is missing or too short
   */
  public byte[] hashes(TilePath path) throws IOException {
    int bytes = path.width() * TreeHash.BYTES;
    Optional<byte[]> exact = read(file(path));
    byte[] found = exact.orElseGet(() -> new byte[0]);
    if (exact.isEmpty()) {
      found = whole(path);
    } else if (found.length != bytes) {
      throw new MalformedLogException(path + " has " + found.length + " bytes, not " + bytes);
    }
    return Arrays.copyOf(found, bytes);
  }

  private byte[] whole(TilePath path) throws IOException {
    byte[] found = read(file(path.full())).orElseThrow(() -> missing(path));
    int bytes = TilePath.FULL * TreeHash.BYTES;
    if (found.length != bytes) {
      throw new MalformedLogException(
          path.full() + " has " + found.length + " bytes, not " + bytes);
    }
    return found;
  }

  /**
   * The entries of a bundle.
   *
   * @throws MalformedLogException if it is missing or malformed
   */
  public List<byte[]> entries(TilePath path) throws IOException {
    Optional<byte[]> exact = read(file(path));
    if (exact.isPresent()) {
      return EntryBundle.decode(exact.get(), path);
    }
    byte[] full = read(file(path.full())).orElseThrow(() -> missing(path));
    return EntryBundle.decode(full, path.full()).subList(0, path.width());
  }

  private MalformedLogException missing(TilePath path) {
    return new MalformedLogException(path + " is missing in " + folder);
  }

  private static Optional<byte[]> read(Path file) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }
}
