package io.sealbridge.audit;

import io.sealbridge.audit.disk.DurableFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The folder of the newest entries: JSON lines in files that are named by the index of their first
 * entry. A line of a file that has the index of the next file's first entry, or a higher one, was
 * never acknowledged and does not count.
 */
public record JournalFolder(Path path) {
  private static final String NAME = "journal";
  private static final String FILES = "[0-9]*.jsonl";

  /** The journal of the log in {@code folder}. */
  public static JournalFolder of(Path folder) {
    return new JournalFolder(folder.resolve(NAME));
  }

  void make() throws IOException {
    Files.createDirectories(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** The files in the order of their entries; none if there is no folder. */
  public List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(path)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(path, FILES)) {
        stream.forEach(files::add);
      }
    }
    files.sort(null);
    return files;
  }

  /** The file whose first entry has this index. */
  Path file(long first) {
    return path.resolve(String.format(Locale.ROOT, "%020d.jsonl", first));
  }

  /** The index of the first entry of {@code file}. */
  public static long first(Path file) {
    return Long.parseLong(file.getFileName().toString().replaceAll("[^0-9].*", ""));
  }

  /** Makes new names in the folder durable. */
  void sync() throws IOException {
    DurableFile.syncFolder(path);
  }
}
