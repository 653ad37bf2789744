package io.sealbridge.integration.kubernetes;

import io.sealbridge.integration.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What pods have mounted below the folder of their node. */
final class Mounts {
  private static final Path TABLE = Path.of("/proc/self/mountinfo");
  private static final int MOUNT_POINT = 4;

  private Mounts() {}

  /** The mount points below {@code folder}, the deepest last. */
  static List<Path> below(Path folder) {
    try {
      return Files.readAllLines(TABLE).stream()
          .map(line -> Path.of(line.split(" ", -1)[MOUNT_POINT]))
          .filter(path -> path.startsWith(folder))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void removeBelow(Path folder) {
    List<Path> mounted = new ArrayList<>(below(folder));
    for (Path path : mounted.reversed()) {
      Command.run(List.of("umount", "--lazy", path.toString()), Map.of()).orFail();
    }
  }
}
