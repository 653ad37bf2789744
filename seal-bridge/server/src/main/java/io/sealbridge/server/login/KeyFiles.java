package io.sealbridge.server.login;

import java.nio.file.Path;

/** Looks at files of keys for whoever examines a configuration. Blocks. */
public final class KeyFiles {

  private KeyFiles() {}

  /**
   * How many keys of the file can be used.
   *
   * @throws UnusableKeysException with a sentence about the file if none can
   */
  public static int usable(Path file) throws UnusableKeysException {
    return FileKeys.read(file).size();
  }
}
