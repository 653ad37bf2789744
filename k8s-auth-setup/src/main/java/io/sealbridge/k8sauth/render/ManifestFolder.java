package io.sealbridge.k8sauth.render;

import io.sealbridge.commandline.CommandException;
import io.sealbridge.commandline.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes a folder of manifests: all of it or nothing. Whoever reads it meanwhile sees the old or
 * the new one, or for a moment between the two none, and never a mixture.
 */
public final class ManifestFolder {
  private final Path folder;

  public ManifestFolder(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Makes the folder, or puts it in the place of an earlier one.
   *
   * @throws UsageException if there is something at its place that this command has not made
   * @throws CommandException if it cannot be written; what was there is there still
   */
  public void write(List<ManifestFile> files) {
    try {
      requireOurs();
      Path parent = folder.getParent();
      if (parent == null) {
        throw new UsageException("the folder of manifests must not be " + folder);
      }
      Files.createDirectories(parent);
      Path fresh = Files.createTempDirectory(parent, "." + folder.getFileName() + ".");
      try {
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (ManifestFile file : files) {
          Files.writeString(fresh.resolve(file.name()), file.content());
        }
        replace(fresh);
      } finally {
        delete(fresh);
      }
    } catch (IOException e) {
      throw new CommandException(
          "the manifests could not be written to %s: %s. What was there is there still"
              .formatted(folder, e));
    }
  }

  private void replace(Path fresh) throws IOException {
    if (!Files.exists(folder)) {
      move(fresh, folder);
      return;
    }
    Path old =
        Files.createTempDirectory(folder.resolveSibling(""), "." + folder.getFileName() + ".");
    move(folder, old);
    try {
      move(fresh, folder);
    } catch (IOException e) {
      move(old, folder);
      throw e;
    }
    delete(old);
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("it and its parent are on two file systems", e);
    }
  }

  /** The folder is not there, or empty, or holds nothing that others have made. */
  private void requireOurs() throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new UsageException(
          folder + " is no folder; name one that is not there yet, or that render has made");
    }
    List<String> others = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        if (!isOurs(entry)) {
          others.add(String.valueOf(entry.getFileName()));
        }
      }
    }
    if (!others.isEmpty()) {
      throw new UsageException(
          "%s holds what render has not made: %s. Nothing was written; name another folder"
              .formatted(folder, String.join(", ", others)));
    }
  }

  private static boolean isOurs(Path entry) throws IOException {
    if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    byte[] marker = (ManifestFile.MARKER + "\n").getBytes(StandardCharsets.UTF_8);
    try (InputStream content = Files.newInputStream(entry)) {
      return Arrays.equals(content.readNBytes(marker.length), marker);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }
}
