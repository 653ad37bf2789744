package io.sealbridge.server;

import io.sealbridge.keyring.standing.FreezeMarks;
import io.sealbridge.server.storage.SerialMarksFile;
import io.sealbridge.server.storage.WrapCountsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Executor;

/** The data directory: makes it, opens what is in it. */
public final class DataDirectory {

  private final Path path;
  private final Executor writer;

  /** {@code writer} runs the writes, one at a time. */
  public DataDirectory(Path path, Executor writer) {
    this.path = path;
    this.writer = writer;
  }

  /** Makes the folder with mode 0700 if it is absent. */
  public void make() {
    try {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new StartException("dataDirectory " + path + " cannot be made: " + e, e);
    }
  }

  /** The highest serials seen. */
  public SerialMarksFile serialMarks() {
    return marks("serials");
  }

  /** The highest serials of frozen states, and up to which the end of a freeze was accepted. */
  public FreezeMarks freezeMarks() {
    return new FreezeMarks(marks("frozen"), marks("thawed"));
  }

  private SerialMarksFile marks(String name) {
    try {
      return SerialMarksFile.open(path, name, writer);
    } catch (IOException e) {
      throw new StartException("the serials in " + path + " cannot be read: " + e.getMessage(), e);
    }
  }

  public WrapCountsFile wrapCounts() {
    try {
      return WrapCountsFile.open(path, writer);
    } catch (IOException e) {
      throw new StartException("the wraps in " + path + " cannot be read: " + e.getMessage(), e);
    }
  }
}
