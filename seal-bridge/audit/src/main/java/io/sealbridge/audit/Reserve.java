package io.sealbridge.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that only takes up room. When the disk is full it is removed, so that uses of keys go on
 * for a while and somebody has time to make room; then it is made again. For one thread.
 */
final class Reserve {
  private static final String NAME = "reserve";
  private static final int BLOCK = 1 << 20;

  /** Free space, in reserves, from which it is made again: no back and forth at the edge. */
  private static final int ENOUGH = 4;

  private final Path file;
  private final long bytes;
  private volatile boolean present;

  Reserve(Path folder, long bytes) {
    this.file = folder.resolve(NAME);
    this.bytes = bytes;
    this.present = Files.exists(file);
  }

  /** Whether there is one, or none is wanted. */
  boolean isWhole() {
    return bytes == 0 || present;
  }

  /** Makes it if it is not there and there is room. */
  void fill() throws IOException {
    if (isWhole() || Files.getFileStore(file.getParent()).getUsableSpace() < ENOUGH * bytes) {
      return;
    }
    Path unfinished = file.resolveSibling(NAME + ".new");
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      // Written out: a hole would take up no room.
      for (long left = bytes; left > 0; left -= BLOCK) {
        channel.write(ByteBuffer.allocate((int) Math.min(BLOCK, left)));
      }
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(unfinished);
      throw e;
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    present = true;
  }

  /** Gives the room away; false if there was none to give. */
  boolean release() throws IOException {
    boolean released = present && Files.deleteIfExists(file);
    present = false;
    return released;
  }
}
