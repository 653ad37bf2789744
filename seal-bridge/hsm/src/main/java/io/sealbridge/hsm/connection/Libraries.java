package io.sealbridge.hsm.connection;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The native libraries of this process, each initialised once however many tokens use it. Safe for
 * use by many threads.
 */
public final class Libraries {
  private final LibraryLoader loader;
  private final Map<Path, SharedLibrary> libraries = new HashMap<>();

  public Libraries(LibraryLoader loader) {
    this.loader = loader;
  }

  /**
   * The library at {@code path}, not loaded yet if this is its first user; each user releases it
   * once.
   */
  public synchronized SharedLibrary acquire(Path path) {
    SharedLibrary library =
        libraries.computeIfAbsent(canonical(path), key -> new SharedLibrary(key, loader));
    library.addUser();
    return library;
  }

  /** A file that does not exist yet keeps the name it was given. */
  private static Path canonical(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException _) {
      return path.toAbsolutePath().normalize();
    }
  }
}
