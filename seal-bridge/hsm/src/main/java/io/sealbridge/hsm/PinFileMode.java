package io.sealbridge.hsm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How open the file of a PIN may be. */
public final class PinFileMode {
  private static final String OWNER = "rw-------";
  private static final String OWNER_AND_GROUP = "rw-r-----";
  private static final int ROOT = 0;

  private PinFileMode() {}

  /**
   * The most that {@code file} may give, as of {@code ls -l}: to its owner alone; to its group as
   * well where root owns it and this process is somebody else, who could not read it otherwise. So
   * Kubernetes mounts a Secret into a pod with {@code fsGroup}.
   *
   * @throws IOException if the owner cannot be told
   */
  public static String most(Path file) throws IOException {
    return userId(file) == ROOT && userId(Path.of("/proc/self")) != ROOT ? OWNER_AND_GROUP : OWNER;
  }

  private static int userId(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid");
  }
}
