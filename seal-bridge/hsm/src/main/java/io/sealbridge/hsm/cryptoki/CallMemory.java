package io.sealbridge.hsm.cryptoki;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The native memory of one session's calls. Between {@link #open} and {@link #close} it hands out
 * zeroed slices of one block, or memory of its own when the block is full; closing zeroes all that
 * was handed out. One call at a time: a second {@code open} is refused.
 *
 * <p>The memory belongs to the garbage collector, because a session may be given up while a library
 * still writes into it in a call that never returns.
 */
final class CallMemory implements SegmentAllocator, AutoCloseable {
  private static final long BLOCK = 8192;
  private static final long ALIGNMENT = 8;

  private final MemorySegment block = Arena.ofAuto().allocate(BLOCK, ALIGNMENT);
  private final AtomicBoolean inUse = new AtomicBoolean();
  private final List<MemorySegment> overflow = new ArrayList<>();
  private long used;

  CallMemory open() {
    if (!inUse.compareAndSet(false, true)) {
      throw new IllegalStateException("this session is in use by another thread");
    }
    return this;
  }

  @Override
  public MemorySegment allocate(long size, long alignment) {
    long start = (used + ALIGNMENT - 1) & -ALIGNMENT;
    if (alignment <= ALIGNMENT && size <= BLOCK - start) {
      used = start + size;
      return block.asSlice(start, size);
    }
    MemorySegment segment = Arena.ofAuto().allocate(size, alignment);
    overflow.add(segment);
    return segment;
  }

  MemorySegment copyOf(byte[] bytes) {
    MemorySegment segment = allocate(bytes.length, 1);
    MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return segment;
  }

  @Override
  public void close() {
    block.asSlice(0, used).fill((byte) 0);
    used = 0;
    overflow.forEach(segment -> segment.fill((byte) 0));
    overflow.clear();
    inUse.set(false);
  }
}
