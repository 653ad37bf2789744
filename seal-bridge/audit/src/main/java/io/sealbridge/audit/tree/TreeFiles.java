package io.sealbridge.audit.tree;

import io.sealbridge.audit.disk.DurableFile;
import io.sealbridge.audit.tiles.PartialFolder;
import io.sealbridge.audit.tiles.TileFolder;
import io.sealbridge.audit.tiles.TilePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Writes tiles, bundles and checkpoints. Whoever reads sees each of them whole or not at all, also
 * after a power cut. For one thread.
 */
record TreeFiles(TileFolder tiles) {
  private static final FileAttribute<?> FOLDER_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** Writes a full tile or bundle, waits for the disk, and removes the partial ones before it. */
  void writeFull(TilePath path, byte[] bytes) throws IOException {
    Path file = tiles.file(path);
    write(file, bytes, true);
    removePartial(tiles.partialFolder(path));
  }

  /** Writes a partial tile or bundle, which can be made again from the journal. */
  void writePartial(TilePath path, byte[] bytes) throws IOException {
    write(tiles.file(path), bytes, false);
  }

  void writeCheckpoint(String note) throws IOException {
    write(tiles.checkpointFile(), note.getBytes(StandardCharsets.UTF_8), true);
  }

  /** Writes a file of text lines beside the checkpoint. */
  void writeText(String name, String text) throws IOException {
    write(tiles.folder().resolve(name), text.getBytes(StandardCharsets.UTF_8), true);
  }

  private void write(Path file, byte[] bytes, boolean synced) throws IOException {
    Path folder = parent(file);
    boolean newFolder = !Files.isDirectory(folder);
    Files.createDirectories(folder, FOLDER_MODE);
    Path unfinished = unfinished(file);
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE),
            FILE_MODE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      if (synced) {
        channel.force(true);
      }
    }
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    if (synced) {
      DurableFile.syncFolder(folder);
      if (newFolder) {
        syncAbove(folder);
      }
    }
  }

  private void syncAbove(Path folder) throws IOException {
    for (Path above = folder; !above.equals(tiles.folder()); above = parent(above)) {
      DurableFile.syncFolder(parent(above));
    }
  }

  private static Path parent(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  /**
   * Removes what was being written when the bridge ended, where it goes on.
   *
   * @param next tile or bundle of each level
   */
  void removeUnfinished(List<TilePath> next) throws IOException {
    for (TilePath path : next) {
      for (Path part : PartialFolder.of(tiles, path).unfinished()) {
        Files.deleteIfExists(part);
      }
      Files.deleteIfExists(unfinished(tiles.file(path.full())));
    }
    Files.deleteIfExists(unfinished(tiles.checkpointFile()));
  }

  private static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + PartialFolder.UNFINISHED);
  }

  private static void removePartial(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> partial = Files.newDirectoryStream(folder)) {
      for (Path file : partial) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
