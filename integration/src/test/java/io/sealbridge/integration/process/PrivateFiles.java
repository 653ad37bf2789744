package io.sealbridge.integration.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders that only their owner may read, as operators are told to make them. */
public final class PrivateFiles {
  private PrivateFiles() {}

  public static Path folder(Path path) {
    try {
      Files.createDirectories(path.getParent());
      if (!Files.isDirectory(path)) {
        Files.createDirectory(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path write(Path path, String content) {
    return write(path, content, "rw-------");
  }

  /** The mistake that a bridge has to notice. */
  public static void openToAll(Path path) {
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the file as a whole, as a secret manager would: a reader never sees half of it. */
  public static Path write(Path path, String content, String permissions) {
    Path part = path.resolveSibling(path.getFileName() + ".part");
    try {
      Files.deleteIfExists(part);
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(part, content);
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString(permissions));
      return Files.move(
          part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
