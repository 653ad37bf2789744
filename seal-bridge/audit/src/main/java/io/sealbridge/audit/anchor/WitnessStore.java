package io.sealbridge.audit.anchor;

import io.sealbridge.audit.IoReason;
import io.sealbridge.audit.disk.DurableFile;
import io.sealbridge.audit.note.MalformedNoteException;
import io.sealbridge.audit.note.SignedNote;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The newest checkpoint of each log, a file each, in a folder that one witness at a time uses. A
 * folder that is lost or put back to an older state makes the witness forget, which it cannot
 * notice.
 */
public final class WitnessStore implements AutoCloseable {
  private final Path folder;
  private final FileChannel lock;

  private WitnessStore(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes the folder with mode 0700 if it is absent, and locks it.
   *
   * @throws IOException if that cannot be done or another process has the lock
   */
  public static WitnessStore open(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    FileChannel lock =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locks(lock)) {
      lock.close();
      throw new IOException(
          folder + " is in use by another witness; give each its own folder of states");
    }
    return new WitnessStore(folder, lock);
  }

  private static boolean locks(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  /** The newest checkpoint of a log; empty if there never was one. */
  Optional<SignedNote> read(String origin) throws IOException {
    Path file = file(origin);
    try {
      return Optional.of(SignedNote.parse(Files.readString(file, StandardCharsets.UTF_8)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (MalformedNoteException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IOException(IoReason.of(e), e);
    }
  }

  /** Returns when the disk has it. */
  void write(String origin, SignedNote note) throws IOException {
    DurableFile.write(file(origin), note.note());
  }

  Path file(String origin) {
    return folder.resolve(OriginHash.of(origin) + ".checkpoint");
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
