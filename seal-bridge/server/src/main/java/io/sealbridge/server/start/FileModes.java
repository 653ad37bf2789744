package io.sealbridge.server.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Compares the mode of a file with what it may be at most. Blocks. */
final class FileModes {

  private FileModes() {}

  /**
   * A sentence with the command to run if {@code path} gives more than {@code most} (such as {@code
   * rw-------}); empty if it does not, or if there is no such file.
   */
  static Optional<String> tooOpen(String what, Path path, String most, String chmod) {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    Set<PosixFilePermission> mode;
    try {
      mode = Files.getPosixFilePermissions(path);
    } catch (IOException e) {
      return Optional.of(what + " " + path + " cannot be looked at: " + e);
    }
    Set<PosixFilePermission> excess = EnumSet.noneOf(PosixFilePermission.class);
    excess.addAll(mode);
    excess.removeAll(PosixFilePermissions.fromString(most));
    return excess.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s %s has mode %s, which is too open; run: chmod %s %s"
                .formatted(what, path, PosixFilePermissions.toString(mode), chmod, path));
  }
}
