package io.sealbridge.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Real files on a disk that can be made full, slow and unreliable. */
final class FaultyDisk implements LogFile.Opener {
  private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
  private final AtomicInteger failingSyncs = new AtomicInteger();
  private volatile @Nullable Path reserve;
  private volatile long reserved;
  private final Semaphore writes = new Semaphore(Integer.MAX_VALUE);

  /** Only {@code bytes} more fit; of a larger write the first bytes are written. */
  void leaveRoomFor(long bytes) {
    room.set(bytes);
  }

  /** {@code bytes} more fit once {@code file} is gone. */
  void growWhenReleased(Path file, long bytes) {
    reserve = file;
    reserved = bytes;
  }

  void failNextSync() {
    failingSyncs.set(1);
  }

  /** Writes wait until {@link #resume}. */
  void hang() {
    writes.drainPermits();
  }

  void resume() {
    writes.release(1_000_000);
  }

  @Override
  public LogFile open(Path path) throws IOException {
    return new FaultyFile(DiskFile.open(path));
  }

  private final class FaultyFile implements LogFile {
    private final LogFile file;

    FaultyFile(LogFile file) {
      this.file = file;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
      writes.acquireUninterruptibly();
      Path released = reserve;
      if (released != null && !Files.exists(released)) {
        reserve = null;
        room.addAndGet(reserved);
      }
      long fits = Math.min(room.get(), bytes.remaining());
      boolean full = fits < bytes.remaining();
      ByteBuffer part = bytes.slice(bytes.position(), (int) fits);
      bytes.position(bytes.limit());
      room.addAndGet(-fits);
      file.append(part);
      if (full) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void sync() throws IOException {
      if (failingSyncs.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        throw new IOException("Input/output error");
      }
      file.sync();
    }

    @Override
    public void truncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
