package io.sealbridge.hsm.cryptoki;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.nio.charset.StandardCharsets;

/** A structure that a library fills in, read by the names of its members. */
record Struct(StructLayout layout, MemorySegment segment) {
  static Struct allocate(StructLayout layout, SegmentAllocator allocator) {
    return new Struct(layout, allocator.allocate(layout));
  }

  long number(String member) {
    return segment.get(JAVA_LONG, Layouts.offset(layout, member));
  }

  /** A fixed, blank-padded text; some libraries pad with zeros instead. */
  String text(String member) {
    long size = layout.select(PathElement.groupElement(member)).byteSize();
    byte[] bytes = segment.asSlice(Layouts.offset(layout, member), size).toArray(JAVA_BYTE);
    return new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ').stripTrailing();
  }

  Version version(String member) {
    long at = Layouts.offset(layout, member);
    return new Version(
        Byte.toUnsignedInt(segment.get(JAVA_BYTE, at)),
        Byte.toUnsignedInt(segment.get(JAVA_BYTE, at + 1)));
  }
}
