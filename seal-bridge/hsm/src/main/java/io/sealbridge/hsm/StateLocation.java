package io.sealbridge.hsm;

import java.nio.file.Path;

/** Where the states of the keys on a token are kept. */
public sealed interface StateLocation {
  /** In private data objects on the token itself. */
  record OnToken() implements StateLocation {}

  /**
   * In one file per key in {@code directory}, for tokens without private data objects. The
   * directory is made with mode 0700 if it is absent.
   */
  record InDirectory(Path directory) implements StateLocation {}
}
