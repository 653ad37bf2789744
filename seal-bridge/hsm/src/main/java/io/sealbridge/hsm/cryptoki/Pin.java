package io.sealbridge.hsm.cryptoki;

import io.sealbridge.hsm.PinFileMode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A token's PIN, as opaque bytes outside the Java heap, zeroed on close. Safe for use by many
 * threads, but not while one closes it. Read it for one login and close it.
 */
public final class Pin implements AutoCloseable {
  private static final int MAX_LENGTH = 1024;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment bytes;

  private Pin(ByteBuffer source) {
    bytes = arena.allocate(Math.max(1, source.remaining())).asSlice(0, source.remaining());
    bytes.copyFrom(MemorySegment.ofBuffer(source));
  }

  /** The bytes are copied; the caller wipes its own. */
  public static Pin copyOf(byte[] bytes) {
    return new Pin(ByteBuffer.wrap(bytes));
  }

  /**
   * Reads a file that holds nothing but the PIN; one line end after it is not part of it.
   *
   * @throws PinFileException if there is no such file, it is empty or too long, or anyone but its
   *     owner could read or change it
   */
  public static Pin read(Path file) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_LENGTH + 1);
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      checkPermissions(file);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
      buffer.flip();
      trimLineEnd(buffer);
      if (!buffer.hasRemaining() || buffer.remaining() > MAX_LENGTH) {
        throw new PinFileException(
            "PIN file %s must hold 1 to %d bytes; write the PIN into it"
                .formatted(file, MAX_LENGTH));
      }
      return new Pin(buffer);
    } catch (IOException e) {
      throw new PinFileException(
          "cannot read PIN file %s (%s); check hsms.pinFile and the file's owner"
              .formatted(file, e),
          e);
    } finally {
      MemorySegment.ofBuffer(buffer.clear()).fill((byte) 0);
    }
  }

  private static void checkPermissions(Path file) throws IOException {
    Set<PosixFilePermission> seen = Files.getPosixFilePermissions(file);
    if (!PosixFilePermissions.fromString(PinFileMode.most(file)).containsAll(seen)) {
      throw new PinFileException(
          "PIN file %s is open to others (%s); run: chmod 0600 %s"
              .formatted(file, PosixFilePermissions.toString(seen), file));
    }
  }

  private static void trimLineEnd(ByteBuffer buffer) {
    for (char end : new char[] {'\n', '\r'}) {
      if (buffer.hasRemaining() && buffer.get(buffer.limit() - 1) == end) {
        buffer.limit(buffer.limit() - 1);
      }
    }
  }

  /** Whether both hold the same bytes; tells whether a PIN file changed. */
  public boolean sameAs(Pin other) {
    return bytes.mismatch(other.bytes) == -1;
  }

  /** Only this package hands it to a library. */
  MemorySegment segment() {
    return bytes;
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      bytes.fill((byte) 0);
      arena.close();
    }
  }

  @Override
  public String toString() {
    return "Pin[not shown]";
  }
}
