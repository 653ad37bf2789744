package io.sealbridge.audit;

import io.sealbridge.keyring.KeyUseLogException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The folder of the log, mode 0700, held by a lock that ends with the process. */
final class LogDirectory implements AutoCloseable {
  private static final Set<PosixFilePermission> DIRECTORY_MODE =
      PosixFilePermissions.fromString("rwx------");
  private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  static final String LOCK = ".lock";

  private final Path path;
  private final FileChannel lockFile;

  private LogDirectory(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /**
   * Makes the folder if it is absent, takes other users' rights to it away, and locks it.
   *
   * @throws KeyUseLogException if that cannot be done or another process has the lock
   */
  static LogDirectory open(Path path) {
    try {
      Files.createDirectories(path, PosixFilePermissions.asFileAttribute(DIRECTORY_MODE));
      if (!Files.getPosixFilePermissions(path).equals(DIRECTORY_MODE)) {
        Files.setPosixFilePermissions(path, DIRECTORY_MODE);
      }
      return new LogDirectory(path, lock(path));
    } catch (IOException e) {
      throw new KeyUseLogException(
          "the folder of the key-use log, "
              + path
              + ", cannot be used: "
              + IoReason.of(e)
              + "; it must be a folder that this user owns and may write, mode 0700",
          e);
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    Path path = directory.resolve(LOCK);
    FileChannel channel =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ),
            FILE_MODE);
    if (!tryLock(channel)) {
      String holder = Files.readString(path, StandardCharsets.UTF_8).strip();
      channel.close();
      throw new KeyUseLogException(
          "the key-use log in "
              + directory
              + " is in use by another process"
              + (holder.matches("[0-9]{1,19}") ? " (" + holder + ")" : "")
              + "; stop that one, or give each replica a dataDirectory of its own");
    }
    channel.truncate(0);
    channel.write(
        ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
    return channel;
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
